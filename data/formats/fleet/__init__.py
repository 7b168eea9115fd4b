"""Vehicles and sites that are kept, as JSON and from tables."""
