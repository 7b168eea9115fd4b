"""What stock is where, how it came there, and what of it is promised."""
