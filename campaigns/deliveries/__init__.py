"""Deliveries by hand: the pack that goes along, the names that two persons let go, and how the visit went."""
