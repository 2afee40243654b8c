"""The pages a stranger sees."""
