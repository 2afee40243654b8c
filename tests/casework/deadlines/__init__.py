"""Deadlines of cases."""
