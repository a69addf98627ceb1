"""What can be done to petitions and signatures, one use case a file."""
