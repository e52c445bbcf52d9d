"""Money taken for a subject it does not know, and given back: cash, or card to card."""
