"""What writes each part of a letter from the facts, the stock of sentences and the organiser's own words."""
