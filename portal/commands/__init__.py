"""Commands that need no casework: sealing and opening files offline."""
