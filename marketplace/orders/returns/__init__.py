"""Pieces that come back, and the credit notes that undo a sale."""
