"""The page of backups: made, tried out, brought back; and the check of everything."""
