"""Attachments as the office meets them (附件): those of reports and letters, those of answers."""
