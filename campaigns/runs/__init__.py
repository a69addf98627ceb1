"""Many letters at once: those of a campaign on our own paper and on the paper that partners lend."""
