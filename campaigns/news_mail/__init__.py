"""News of a campaign on its way to those who asked for it."""
