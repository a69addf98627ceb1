"""Tests of the directory as people correct it."""
