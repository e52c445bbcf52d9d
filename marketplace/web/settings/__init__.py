"""What the office sets for itself, as forms in groups."""
