"""What stock is where, what is promised of it, and when to order more."""
