"""Notices that an office's administrator writes (公告)."""
