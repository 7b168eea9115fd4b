"""Formulas of warehouses, each by itself with its source; units are the caller's where none are named."""
