"""Benchmarks: one script each, run by `make bench`, printed as one table (docs/benchmarks.md)."""
