"""Supply networks of several stages, products and periods: what a design must respect, and designs."""
