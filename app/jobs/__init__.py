"""Renderings in worker processes: `press` takes orders, `hand` holds a process, the rest runs in it."""
