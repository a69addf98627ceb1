"""Tables of deliveries, of their packs and of visits."""
