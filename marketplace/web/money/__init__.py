"""Money on pages: ways to pay, accounts, what a maker gets, what the books say."""
