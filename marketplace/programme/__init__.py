"""Training: the certificates that name a craft."""
