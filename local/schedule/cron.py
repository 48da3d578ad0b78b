"""Cron lines of five fields, as far as the platform takes them: numbers, `*`, lists, ranges and steps."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

BOUNDS = {"minute": (0, 59), "hour": (0, 23), "day": (1, 31), "month": (1, 12), "weekday": (0, 6)}


@dataclass(frozen=True, slots=True)
class Cron:
    """`weekday` 0 is Sunday. A line that restricts both days means either of them, as cron has it."""

    minute: frozenset[int]
    hour: frozenset[int]
    day: frozenset[int]
    month: frozenset[int]
    weekday: frozenset[int]
    is_either_day: bool

    @classmethod
    def parse(cls, line: str) -> Self:
        """Raises ValueError, naming the field that can't be read."""
        fields = line.split()
        if len(fields) != len(BOUNDS):
            raise ValueError(f"{line!r} must have {len(BOUNDS)} fields")
        values = {name: _values(name, text) for name, text in zip(BOUNDS, fields, strict=True)}
        return cls(**values, is_either_day=not (fields[2].startswith("*") or fields[4].startswith("*")))

    def is_due(self, at: datetime) -> bool:
        """Whether it is due in the minute of `at`, which is in UTC."""
        is_day, is_weekday = at.day in self.day, at.isoweekday() % 7 in self.weekday
        days_match = (is_day or is_weekday) if self.is_either_day else (is_day and is_weekday)
        return at.minute in self.minute and at.hour in self.hour and at.month in self.month and days_match


def _values(name: str, text: str) -> frozenset[int]:
    values = frozenset(value for part in text.split(",") for value in _part(name, part))
    low, high = BOUNDS[name]
    if not values or min(values) < low or max(values) > high:
        raise ValueError(f"the {name} {text!r} must be within {low} and {high}")
    return values


def _part(name: str, text: str) -> range:
    span, _, step = text.partition("/")
    first, dash, last = span.partition("-")
    low, high = BOUNDS[name]
    try:
        start = low if span == "*" else int(first)
        end = int(last) if dash else high if span == "*" or step else start
        return range(start, end + 1, int(step or 1))
    except ValueError:
        raise ValueError(f"the {name} {text!r} can't be read") from None
