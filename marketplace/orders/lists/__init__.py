"""Orders found and listed, a page at a time."""
