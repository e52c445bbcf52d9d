"""One file that holds the whole shop, made while it sells, and the way back from it."""
