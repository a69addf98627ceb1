"""Tests of runs of letters, and of the pages of partners."""
