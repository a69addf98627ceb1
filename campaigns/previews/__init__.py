"""A campaign as readers would see it, before anybody does."""
