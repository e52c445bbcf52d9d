"""Basket, checkout, orders, vendor orders and their fulfilment."""
