"""Paying the makers: what is due to each, runs, their bank accounts, and what they read of it."""
