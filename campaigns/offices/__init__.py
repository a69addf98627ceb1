"""The directory of offices as this installation knows it: what was shipped, and what people here corrected."""
