"""The tax that prices include."""
