"""Members of an organisation, invitations to it, and grants beyond it."""
