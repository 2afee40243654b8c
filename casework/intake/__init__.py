"""New sealed reports, as they reach the office (收件)."""
