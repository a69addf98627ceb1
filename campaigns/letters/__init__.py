"""Letters to governments and the ILO, from a campaign's facts."""
