"""The sealed index of a member."""
