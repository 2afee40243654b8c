"""The calendar of working days, as administrators see it and import a new year."""
