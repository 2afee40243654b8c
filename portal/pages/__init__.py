"""The pages a stranger sees: landing, questions, mailbox. The same bytes for everybody."""
