"""Categories, listings and their revisions."""
