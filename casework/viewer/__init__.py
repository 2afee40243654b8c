"""The frame in which PDFs that came with a report are drawn (decision 0023)."""
