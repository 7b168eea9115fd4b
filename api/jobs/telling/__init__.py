"""Tells others what has happened, beside the work on plans."""
