"""One module per user goal."""
