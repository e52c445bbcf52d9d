"""Makers, as the pages of several audiences show and ask for them."""
