"""The ground all rooms stand on. Knows organisations, users and roles; never a petition, a campaign or a partner."""
