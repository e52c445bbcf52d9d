"""The front: whose turn it is, and what staff put together for it."""
