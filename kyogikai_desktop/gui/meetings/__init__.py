"""Pages of the meetings: their list, the preparation, and the console while one is held."""
