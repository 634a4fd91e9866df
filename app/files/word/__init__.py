"""The report as a Word file that an office can go on with."""
