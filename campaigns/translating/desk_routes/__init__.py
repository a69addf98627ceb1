"""Translating at the desk: all languages of a campaign with the links of translators, and the page of one."""
