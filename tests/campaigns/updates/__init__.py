"""News of campaigns, their feed, and what came of demands."""
