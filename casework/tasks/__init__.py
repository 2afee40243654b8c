"""Questions to other departments."""
