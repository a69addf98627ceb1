"""What came of each demand, with evidence, and how a campaign ended."""
