"""Tables of weighted points, and what is found for them."""
