"""Keys, sealing, passwords, sessions, origin check, signed links, rate limits: one mechanism each."""
