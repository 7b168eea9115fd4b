"""Returns at rest."""
