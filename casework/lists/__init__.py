"""Limits and lists of an office, with their versions."""
