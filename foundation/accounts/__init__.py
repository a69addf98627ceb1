"""Organisations, users, memberships, roles, and what is recorded of their acts."""
