"""The printed report: composed, laid out page by page, and written as one file for archive and access."""
