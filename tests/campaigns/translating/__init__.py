"""Tests of translating."""
