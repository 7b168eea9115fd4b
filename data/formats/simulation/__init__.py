"""Simulations: days kept while they are lived, and what they add up to, written."""
