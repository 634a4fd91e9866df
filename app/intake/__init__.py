"""Documents read back. Readers turn bytes into one neutral form and know no edition."""
