"""What organisers do with a campaign."""
