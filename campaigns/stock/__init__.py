"""The stock of sentences: what it says, how facts fill it, how organisers correct it."""
