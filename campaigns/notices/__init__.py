"""Mails to those who have to look at a campaign now."""
