"""SQL: what is stored, found and written down in the audit log."""
