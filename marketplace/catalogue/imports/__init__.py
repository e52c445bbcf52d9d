"""Many pieces from one table: read, looked at, mended, then taken over whole or not at all."""
