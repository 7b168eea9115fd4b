"""Delivery modes, carts and quotes in files."""
