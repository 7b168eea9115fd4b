"""Returns: goods that come back from customers, line by line."""
