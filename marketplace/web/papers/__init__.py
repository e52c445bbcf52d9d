"""Papers on their sheets, in their own language."""
