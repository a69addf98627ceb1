"""The read model: all facts of a campaign in one language, for the public page, letters and the dossier alike."""
