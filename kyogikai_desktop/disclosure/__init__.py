"""Release rules: what may leave the council, and the proof of it."""
