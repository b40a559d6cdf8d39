"""Pages of the council's own affairs: member bodies, their people and pledges."""
