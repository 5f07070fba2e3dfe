"""Pages of one's own account, by subject."""
