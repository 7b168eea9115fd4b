"""Quotes, holds, what they take of rounds and lockers: at rest."""
