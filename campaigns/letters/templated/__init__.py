"""Templates of letters that organisers write: Markdown with merge fields, and nothing that computes."""
