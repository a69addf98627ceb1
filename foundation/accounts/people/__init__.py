"""Who works for an organisation: invitations, roles, grants, leaving."""
