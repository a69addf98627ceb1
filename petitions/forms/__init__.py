"""Form classes of petitions. What is not named here cannot be sent."""
