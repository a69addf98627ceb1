"""Tests of keys with which letters are signed."""
