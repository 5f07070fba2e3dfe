"""Views of the desk, by page."""
