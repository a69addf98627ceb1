"""What is missing or risky before others read a campaign."""
