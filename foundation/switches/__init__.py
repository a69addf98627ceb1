"""What can be switched off on a bad day, for the whole installation and without a new start."""
