"""The page that takes over a ledger, row by row."""
