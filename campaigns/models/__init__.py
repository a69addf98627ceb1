"""The tables of a campaign's facts, a file a noun. What has a date, a source, a hold or a state of its own is a row."""
