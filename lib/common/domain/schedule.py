"""When a provider can be booked, as they say it: wall-clock hours in their own zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Interval = tuple[int, int]
"""From, until (not included), in epoch seconds."""


@dataclass(frozen=True, slots=True)
class WallRange:
    """Minutes since midnight, 0 <= start < end <= 1440. 1440 is 24:00, the end of the day."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateException:
    """Other hours on some days: `hours` open or close on each day from first to last. Later entries win.

    `note` is for the clinic's eyes.
    """

    id: str
    kind: Literal["open", "closed"]
    first_day: date
    last_day: date
    hours: WallRange
    note: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """`weekly` holds seven days, Monday first, each with its ranges in order.

    Nobody can book later than `minimum_notice_minutes` before the start, nor more than `horizon_days` ahead.
    """

    zone: str
    weekly: tuple[tuple[WallRange, ...], ...]
    exceptions: tuple[DateException, ...]
    step_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    minimum_notice_minutes: int
    horizon_days: int


@dataclass(frozen=True, slots=True)
class Visit:
    """The room one visit takes: the type's own step and buffers where it has some, else the schedule's."""

    duration_minutes: int
    step_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
