"""Templates of letters."""
