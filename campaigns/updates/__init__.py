"""Public news of a campaign: written, checked by a second person, published, numbered."""
