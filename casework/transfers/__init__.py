"""Cases handed on to others."""
