"""The desk pages of campaigns."""
