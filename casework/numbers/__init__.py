"""Numbers of letters and leads."""
