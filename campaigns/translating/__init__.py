"""Translating a campaign: the state of each text in each language, the side-by-side page, links for translators."""
