"""A finished PDF on the screen and on its way to paper; every room with a paper uses it."""
