"""The page of settings: the council, the password, the size of the text."""
