"""What is due in a case, and when."""
