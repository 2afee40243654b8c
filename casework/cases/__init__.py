"""Cases (案件): who may read one, and how that changes."""
