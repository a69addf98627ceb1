"""The PDF dossier of a campaign."""
