"""What members did (审计): an append-only chain per office, acts and never content."""
