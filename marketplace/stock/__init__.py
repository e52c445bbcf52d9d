"""Pieces: where they are, who holds them, who may have them."""
