"""Deliveries at the desk."""
