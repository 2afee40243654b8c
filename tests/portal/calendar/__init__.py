"""Working days and the limits that are counted in them."""
