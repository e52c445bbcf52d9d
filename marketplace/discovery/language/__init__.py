"""What a query may mean: its words, their spellings, endings and other names."""
