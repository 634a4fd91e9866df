"""How long things take: `make bench`. Nothing here is a test, because a machine may be busy."""
