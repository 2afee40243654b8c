"""Setting up offices and members (系统管理)."""
