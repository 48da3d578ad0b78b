"""Which times are free: what every action that offers or takes a time asks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from common.domain.appointments import OpenSlot
from common.domain.availability import free_starts
from common.domain.clinic import visit_shape
from common.domain.days import Days
from common.domain.errors import InvalidFieldError
from common.domain.wall_clock import DAY, local_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from common.domain.availability import Interval
    from common.domain.clinic import AppointmentType, Practice, Provider
    from common.domain.ports import Appointments

_MINUTE: Final = 60
_DAYS_A_LOOK: Final = 31


def providers_of(practice: Practice, kind: AppointmentType, provider_id: str | None) -> list[Provider]:
    """Who can be seen for it: the one that was asked for, or all who offer it. Raises InvalidFieldError."""
    if not kind.active:
        raise InvalidFieldError("appointment_type_id", "This visit is not offered any more. Choose another one.")
    if provider_id is not None and provider_id not in kind.provider_ids:
        raise InvalidFieldError("provider_id", "This provider does not offer this visit. Choose another provider.")
    wanted = kind.provider_ids if provider_id is None else (provider_id,)
    return [practice.get_provider(one) for one in wanted]


def free_slots(
    appointments: Appointments, providers: Sequence[Provider], kind: AppointmentType, days: Days, now: int
) -> list[OpenSlot]:
    """Those that begin on these days, by start, then provider."""
    begins, ends = days.instants
    busy = appointments.list_busy([provider.id for provider in providers], begins - DAY, ends + DAY)
    length = kind.duration_minutes * _MINUTE
    slots = [
        OpenSlot(provider.id, starts_at, starts_at + length)
        for provider in providers
        for starts_at in _starts(provider, kind, busy[provider.id], days, now)
        if begins <= starts_at < ends
    ]
    return sorted(slots, key=lambda slot: (slot.starts_at, slot.provider_id))


def first_free(
    appointments: Appointments, providers: Sequence[Provider], kind: AppointmentType, after: Days, now: int
) -> OpenSlot | None:
    """The first free time after these days, to the end of the longest horizon."""
    for days in _looks(providers, after, now):
        slots = free_slots(appointments, providers, kind, days, now)
        if slots:
            return slots[0]
    return None


def nearest_free(
    appointments: Appointments, providers: Sequence[Provider], kind: AppointmentType, starts_at: int, now: int
) -> list[OpenSlot]:
    """Up to three free times, the nearest to `starts_at` first; two weeks either way are looked through."""
    zone = providers[0].schedule.zone
    day, around = local_day(starts_at, zone), timedelta(days=14)
    slots = free_slots(appointments, providers, kind, Days(day - around, day + around, zone), now)
    return sorted(slots, key=lambda slot: (abs(slot.starts_at - starts_at), slot.starts_at))[:3]


def _starts(provider: Provider, kind: AppointmentType, busy: Sequence[Interval], days: Days, now: int) -> Sequence[int]:
    theirs = days.seen_from(provider.schedule.zone)
    return free_starts(provider.schedule, visit_shape(provider, kind), busy, theirs.first, theirs.last, now)


def _looks(providers: Sequence[Provider], after: Days, now: int) -> Iterator[Days]:
    """Whoever asks about 1990 isn't worth a look at each month since, so the first look is from today on."""
    today, day = local_day(now, after.zone), timedelta(days=1)
    end = today + (max(provider.schedule.horizon_days for provider in providers) + 1) * day
    first = max(after.last + day, today)
    while first <= end:
        last = first + (_DAYS_A_LOOK - 1) * day
        yield Days(first, last, after.zone)
        first = last + day
