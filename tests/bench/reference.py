"""What every web application that keeps something has to pay: an endpoint that commits one SQLite row.

The cheapest form of it: no form to read, no thread to change to, the same file mode and durability as the
application's own, the same server with the same options.
"""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from pysqlite3 import dbapi2 as sqlite


def application(path: str) -> FastAPI:
    """One route, `POST /`."""
    connection = sqlite.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE change (seq INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    app = FastAPI(openapi_url=None)

    @app.post("/")
    async def keep() -> HTMLResponse:
        connection.execute("INSERT INTO change (text) VALUES ('7')")
        return HTMLResponse("")

    return app


if __name__ == "__main__":
    uvicorn.run(
        application(sys.argv[1]),
        port=int(sys.argv[2]),
        access_log=False,
        server_header=False,
        log_level="error",
    )
