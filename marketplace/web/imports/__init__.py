"""Tables of pieces in and out: the same pages for a maker and for the office on her behalf."""
