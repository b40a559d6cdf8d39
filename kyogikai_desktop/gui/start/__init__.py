"""Before a council is open: the councils of this PC, unlock, the first start, create."""
