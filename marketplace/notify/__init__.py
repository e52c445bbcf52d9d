"""SMS and e-mail: words in the reader's language, sent through the outbox."""
