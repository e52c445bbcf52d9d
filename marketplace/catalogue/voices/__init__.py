"""What makers say instead of writing: recorded with their consent, written down by the office."""
