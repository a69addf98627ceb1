"""Questions asked of this room's tables."""
