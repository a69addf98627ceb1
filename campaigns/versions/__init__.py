"""What changed for readers, version by version, in plain words."""
