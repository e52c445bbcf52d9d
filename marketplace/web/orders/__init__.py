"""Orders, their parts and parcels, as the pages of several audiences show and ask for them."""
