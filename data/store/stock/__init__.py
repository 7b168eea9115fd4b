"""The stock ledger at rest: moves, balances that follow from them, what is expected and what is promised."""
