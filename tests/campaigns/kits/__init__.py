"""Partners on their own pages."""
