"""Show which times can be booked, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from common.actions.slots import first_free, free_slots, providers_of
from common.domain.availability import open_intervals
from common.domain.outcomes import SlotDay, SlotDays
from common.domain.wall_clock import local_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    """Raises NotFoundError, InvalidFieldError."""
    kind = practice.get_type(type_id)
    providers = providers_of(practice, kind, provider_id)
    slots = free_slots(appointments, providers, kind, first_day, last_day, now)
    later = None if slots else first_free(appointments, providers, kind, last_day, now)
    zone = practice.clinic.zone
    return SlotDays(zone, tuple(_days(slots, providers, zone, first_day, last_day)), later)


def _days(
    slots: Sequence[OpenSlot], providers: Sequence[Provider], zone: str, first: date, last: date
) -> Iterator[SlotDay]:
    by_day: dict[date, list[OpenSlot]] = {}
    for slot in slots:
        by_day.setdefault(local_day(slot.starts_at, zone), []).append(slot)
    opened = {
        local_day(begins, zone)
        for provider in providers
        for begins, _ in open_intervals(provider.schedule, first, last)
    }
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        free = tuple(by_day.get(day, ()))
        yield SlotDay(day, "free" if free else "full" if day in opened else "closed", free)
