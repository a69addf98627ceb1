"""Petitions at the desk."""
