"""Whom the map data belongs to."""

OPENSTREETMAP = "© OpenStreetMap contributors (ODbL 1.0)"
"""Must be shown wherever its streets are drawn or were driven on; see openstreetmap.org/copyright."""
