"""Following: a mobile is told of a maker's new pieces, or that one piece can be had again."""
