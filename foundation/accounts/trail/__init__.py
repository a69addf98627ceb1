"""The audit trail: a chain of acts, and the page where organisers read it."""
