"""Sealed reports coming in (收件)."""
