"""The only place that asks what time it is. Everything else is given a clock, or an instant."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Anything that can be asked for the present instant, aware and in UTC."""

    def __call__(self) -> datetime: ...


def now() -> datetime:
    """The system's time."""
    return datetime.now(UTC)
