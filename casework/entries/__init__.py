"""What is written in a case, and how it moves on."""
