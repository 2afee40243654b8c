"""Lists of an office."""
