"""Money for an order: at the desk, card to card, on a gateway’s page, and what comes late."""
