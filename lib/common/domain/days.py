"""Days of one zone's calendar, which are other days on another's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from common.domain.wall_clock import local_day, to_instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from common.domain.schedule import Interval


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` to `last`, both included, as clocks in `zone` count them."""

    first: date
    last: date
    zone: str

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))

    @property
    def instants(self) -> Interval:
        """From their first midnight to the one after them."""
        return to_instant(self.first, 0, self.zone), to_instant(self.last + timedelta(days=1), 0, self.zone)

    def seen_from(self, zone: str) -> Days:
        """The days of that zone which they touch: a provider's Tuesday may be the clinic's Monday evening."""
        return days_touched(self.instants, zone)


def days_touched(interval: Interval, zone: str) -> Days:
    """From the day on which it begins to the one on which it ends; at midnight it has ended the day before."""
    begins, ends = interval
    return Days(local_day(begins, zone), local_day(ends - 1, zone), zone)
