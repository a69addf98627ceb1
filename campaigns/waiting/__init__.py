"""What needs an organiser today: each room's part is a function that returns lines (asked.py)."""
