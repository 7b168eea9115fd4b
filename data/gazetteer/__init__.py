"""Addresses, streets and places of a map, found by full-text search; no server is asked."""
