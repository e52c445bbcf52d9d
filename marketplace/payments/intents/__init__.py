"""Asking a gateway for money: an intent is committed, the gateway called, its answer committed."""
