"""PDF: minutes and forms on A4."""
