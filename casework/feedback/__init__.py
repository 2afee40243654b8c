"""Answers to reporters (反馈)."""
