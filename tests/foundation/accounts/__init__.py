"""Accounts: the audit trail as a chain."""
