"""Tables of petitions and signatures, and the values that stand in them."""
