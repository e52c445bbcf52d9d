"""Money taken for a subject it does not know; for now rial cash at the desk."""
