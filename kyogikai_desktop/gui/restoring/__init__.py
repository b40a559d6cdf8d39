"""Back to a backup as a whole: from the open council, and from the start page."""
