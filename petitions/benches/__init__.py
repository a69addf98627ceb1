"""What is measured of petitions: `./solidarity bench NAME`."""
