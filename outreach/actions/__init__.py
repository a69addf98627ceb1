"""What people do with partners and mailings, a file a use case."""
