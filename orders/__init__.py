"""Orders: what was sold and to whom, how it reaches them, and everything that happens to it."""
