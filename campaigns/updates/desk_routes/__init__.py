"""The desk of updates, a file for each use."""
