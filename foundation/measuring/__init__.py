"""Benchmarks: what all of them need. Each room measures itself in its own `benches/`."""
