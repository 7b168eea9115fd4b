"""Long work that is no plan, what it is done on, and what it brings."""
