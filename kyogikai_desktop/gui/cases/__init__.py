"""Pages about cases: the list, one case, receiving and rewriting."""
