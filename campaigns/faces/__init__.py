"""Pictures of whom a campaign is about: taken in, consented to, shown, removed and put back."""
