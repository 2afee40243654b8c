"""Who holds which secret of an office."""
