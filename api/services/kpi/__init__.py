"""Key figures asked of the database."""
