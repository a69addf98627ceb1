"""The tables of partner unions and the mail to them."""
