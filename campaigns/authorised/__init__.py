"""The rules of the rooms below, each in a file of its own: parts of the one table in campaigns/authorisation.py."""
