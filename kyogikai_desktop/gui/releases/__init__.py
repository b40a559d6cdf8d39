"""The page of the summary for publication, as its receiver sees it."""
