"""The base of every form, and fields for what people here type."""
