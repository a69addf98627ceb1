"""Noting how far a demand has come, and how a campaign ended."""
