"""Where warehouses stand, what they serve and what equipment they need."""
