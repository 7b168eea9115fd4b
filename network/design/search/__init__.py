"""Searching designs of supply networks."""
