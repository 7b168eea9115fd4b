"""Errands of rounds at rest: returns and parcels to be fetched, and transfers between warehouses."""
