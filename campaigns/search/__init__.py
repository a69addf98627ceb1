"""One box at the desk for everything people look for, signers excepted."""
