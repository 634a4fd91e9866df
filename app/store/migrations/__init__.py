"""How a database file came to be what it is, step by step; run at every start (`app.store.migrating`)."""
