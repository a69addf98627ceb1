"""What petitions bring to paper and into messengers: the sheet for signatures, the poster, the picture of a link."""
