"""Moves, receipts and reservations in; what can be promised out."""
