"""The worker that reads final files back.

A process of its own: what reads needs other libraries than what writes, and neither should carry both.
"""

from __future__ import annotations

from app.domain.manuscript import manuscript
from app.domain.troubles import NotFound
from app.jobs.orders import Order, Proof
from app.jobs.worker import told, work
from app.proof.gate import passed


def read(order: Order) -> bytes:
    """The content of a final file. Raises `NotEqual` where it does not say what the report says."""
    if not isinstance(order, Proof):
        raise NotFound
    return passed(manuscript(order.report), order.ending, order.content)


if __name__ == "__main__":
    work(told(), read)
