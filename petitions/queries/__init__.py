"""Reading petitions and signatures; nothing here writes."""
