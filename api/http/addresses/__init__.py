"""Addresses become points, and points addresses."""
