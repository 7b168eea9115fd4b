"""From which warehouses an order is sent, and why."""
