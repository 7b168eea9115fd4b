"""Tables of addresses."""
