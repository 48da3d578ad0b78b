"""What a caller is promised while the store can't answer."""

from __future__ import annotations

from typing import Final

from tests.product import Reply

PROMISED_SECONDS: Final = 2.0


def assert_unavailable(reply: Reply, took: float) -> None:
    """503, with when to try again, within the time that is promised."""
    reply.refused(503, "unavailable")
    assert reply.headers["Retry-After"] == "2"
    assert took < PROMISED_SECONDS
