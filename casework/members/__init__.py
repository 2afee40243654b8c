"""Members of an office, signing in and their sessions."""
