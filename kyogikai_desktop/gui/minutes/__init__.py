"""The page of the minutes: the paper as it will be printed, and what is still missing on it."""
