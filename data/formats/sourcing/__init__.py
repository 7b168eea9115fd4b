"""Orders and stock in; which warehouses send what, and why, out."""
