"""A text people sign, and the people who signed. Imports foundation only."""
