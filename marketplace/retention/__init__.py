"""How long personal data is kept, and the night that ends it."""
