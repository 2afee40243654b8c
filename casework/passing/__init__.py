"""Cases that belong above: sent up whole, and gone from here (上报上级)."""
