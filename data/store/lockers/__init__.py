"""Parcels in lockers at rest: deposits, codes, expiry, moves to other banks, and banks out of service."""
