"""The pages of a partner: its paper, the letters it may send in its own name, and what it reports of them."""
