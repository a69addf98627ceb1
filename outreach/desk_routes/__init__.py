"""The organisers' pages of partners, imports and mailings."""
