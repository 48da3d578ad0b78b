"""Show which times can be booked, day by day."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from common.actions.slots import first_free, free_slots, providers_of
from common.domain.availability import open_intervals
from common.domain.days import Days, days_touched
from common.domain.outcomes import SlotDay, SlotDays
from common.domain.wall_clock import midnights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from common.domain.appointments import OpenSlot
    from common.domain.clinic import Practice, Provider
    from common.domain.ports import Appointments


def list_open_slots(  # noqa: PLR0913
    appointments: Appointments,
    practice: Practice,
    *,
    type_id: str,
    provider_id: str | None,
    first_day: date,
    last_day: date,
    now: int,
) -> SlotDays:
    """The days are the clinic's. Raises NotFoundError, InvalidFieldError."""
    kind = practice.get_type(type_id)
    providers = providers_of(practice, kind, provider_id)
    days = Days(first_day, last_day, practice.clinic.zone)
    slots = free_slots(appointments, providers, kind, days, now)
    later = None if slots else first_free(appointments, providers, kind, days, now)
    return SlotDays(days.zone, tuple(_by_day(slots, providers, days)), later)


def _by_day(slots: Sequence[OpenSlot], providers: Sequence[Provider], days: Days) -> Iterator[SlotDay]:
    """`slots` are of these days and sorted, so each day's are those up to the next midnight."""
    begins, opened = midnights(days.zone), _opened(providers, days)
    starts = [slot.starts_at for slot in slots]
    first = 0
    for day in days:
        end = bisect_left(starts, begins[day.toordinal() + 1], first)
        free, first = tuple(slots[first:end]), end
        yield SlotDay(day, "free" if free else "full" if day in opened else "closed", free)


def _opened(providers: Sequence[Provider], days: Days) -> set[date]:
    """The days on which somebody works, if only past midnight."""
    opened: set[date] = set()
    for provider in providers:
        theirs = days.seen_from(provider.schedule.zone)
        for interval in open_intervals(provider.schedule, theirs.first, theirs.last):
            opened.update(days_touched(interval, days.zone))
    return opened
