"""Foreign notes: taken at a dated rate, counted, and changed into the shop’s money."""
