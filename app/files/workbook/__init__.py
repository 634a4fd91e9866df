"""The report as a workbook: the tables as in print with totals that add up, and every figure by address."""
