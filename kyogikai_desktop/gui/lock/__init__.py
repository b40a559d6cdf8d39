"""The lock: what calls for it, what covers the windows, and the order in which it happens."""
