"""The encrypted folder: keys, header, lease and database file."""
