"""What a member's day begins with (今天)."""
