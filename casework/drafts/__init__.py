"""What a member is still writing, kept sealed to themselves."""
