"""Doors of shop systems: the quote in their own words."""
