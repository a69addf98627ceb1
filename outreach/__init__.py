"""Partner unions and the mail to them. Imports foundation only."""
