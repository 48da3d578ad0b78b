"""Which times are free: what every action that offers or takes a time asks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from common.domain.appointments import OpenSlot
from common.domain.availability import free_starts
from common.domain.clinic import visit_shape
from common.domain.errors import InvalidFieldError
from common.domain.wall_clock import DAY, local_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def free_slots(  # noqa: PLR0913, PLR0917  # who, what and when can't be fewer
    appointments: Appointments,
    providers: Sequence[Provider],
    kind: AppointmentType,
    first: date,
    last: date,
    now: int,
) -> list[OpenSlot]:
    """By start, then provider."""
    busy = appointments.list_busy([provider.id for provider in providers], *_instants_around(first, last))
    length = kind.duration_minutes * _MINUTE
    slots = [
        OpenSlot(provider.id, starts_at, starts_at + length)
        for provider in providers
        for starts_at in free_starts(
            provider.schedule, visit_shape(provider, kind), busy[provider.id], first, last, now
        )
    ]
    return sorted(slots, key=lambda slot: (slot.starts_at, slot.provider_id))


def first_free(
    appointments: Appointments, providers: Sequence[Provider], kind: AppointmentType, after: date, now: int
) -> OpenSlot | None:
    """The first free time after that day, to the end of the longest horizon."""
    for first, last in _looks(providers, after, now):
        slots = free_slots(appointments, providers, kind, first, last, now)
        if slots:
            return slots[0]
    return None


def nearest_free(
    appointments: Appointments, providers: Sequence[Provider], kind: AppointmentType, starts_at: int, now: int
) -> list[OpenSlot]:
    """Up to three free times, the nearest to `starts_at` first; two weeks either way are looked through."""
    day = local_day(starts_at, providers[0].schedule.zone)
    around = timedelta(days=14)
    slots = free_slots(appointments, providers, kind, day - around, day + around, now)
    return sorted(slots, key=lambda slot: (abs(slot.starts_at - starts_at), slot.starts_at))[:3]


def _looks(providers: Sequence[Provider], after: date, now: int) -> Iterator[tuple[date, date]]:
    today = min(local_day(now, p.schedule.zone) for p in providers)
    end = max(local_day(now, p.schedule.zone) + timedelta(days=p.schedule.horizon_days) for p in providers)
    first = max(after + timedelta(days=1), today)  # whoever asks about 1990 isn't worth a look at each month since
    while first <= end:
        last = first + timedelta(days=_DAYS_A_LOOK - 1)
        yield first, last
        first = last + timedelta(days=1)


def _instants_around(first: date, last: date) -> tuple[int, int]:
    """A window that holds these days in every zone, buffers and all."""
    epoch = date(1970, 1, 1)
    return ((first - epoch).days - 2) * DAY, ((last - epoch).days + 3) * DAY
