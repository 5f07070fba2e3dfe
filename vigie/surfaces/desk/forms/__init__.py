"""Forms of the desk, by page."""
