"""`python -m app` is the same program as `gouji`."""

from app.cli import main

main()
