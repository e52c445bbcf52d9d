"""The books: every fact about money as an entry whose postings sum to zero."""
