"""Money in the hand: cash, the bank card reader, and each person’s drawer."""
