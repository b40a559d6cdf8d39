"""Files from and for other programs: ledgers, summaries."""
