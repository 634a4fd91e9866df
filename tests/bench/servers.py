"""Servers in processes of their own, and a client that adds as little time as can be."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


@contextmanager
def serving(command: list[str], environment: Mapping[str, str]) -> Iterator[int]:
    """Run `python -m command… PORT` as long as the block; gives the port once it listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", *command, str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    sys.exit(f"no server on port {port}")


class Client:
    """One kept-alive connection."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._host = f"127.0.0.1:{port}"

    def post(self, path: str, body: str) -> tuple[str, str]:
        """Head and body of the answer."""
        content = body.encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {self._host}\r\n{self._head}"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        self._socket.sendall(head.encode() + content)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._socket.recv(65536)
        top, _, rest = answer.partition(b"\r\n\r\n")
        lines = top.decode().lower().split("\r\n")
        length = next((int(line.split(":")[1]) for line in lines if line.startswith("content-length:")), 0)
        while len(rest) < length:
            rest += self._socket.recv(65536)
        return top.decode(), rest.decode()

    def close(self) -> None:
        """End the connection."""
        self._socket.close()
