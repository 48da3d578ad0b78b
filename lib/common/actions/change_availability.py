"""Change when a provider can be booked. Visits that fall outside stay until someone moves them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from common.domain.availability import open_intervals, validate_schedule
from common.domain.errors import StaleVersionError
from common.domain.outcomes import Hours
from common.domain.wall_clock import local_day, to_instant

if TYPE_CHECKING:
    from collections.abc import Callable

    from common.domain.availability import Schedule
    from common.domain.clinic import Practice, Provider
    from common.domain.ports import Appointments, Practices

_DAYS_SHOWN: Final = 62


def show_availability(appointments: Appointments, provider: Provider, now: int) -> Hours:
    """`outside` are visits that no open interval holds; buffers may lie where they like."""
    schedule, day = provider.schedule, timedelta(days=1)
    today = local_day(now, schedule.zone)
    last = today + (_DAYS_SHOWN - 1) * day
    around = open_intervals(schedule, today - day, last + day)  # a visit may have begun, or end, beyond midnight
    visits = appointments.list_visit_times(provider.id, now, to_instant(last + day, 0, schedule.zone))
    outside = [visit for visit in visits if not any(a <= visit[0] and visit[1] <= b for a, b in around)]
    return Hours(provider, open_intervals(schedule, today, last), outside)


def change_availability(
    practices: Practices, provider_id: str, version: int, edit: Callable[[Schedule], Schedule]
) -> Provider:
    """Raises NotFoundError, InvalidFieldError, and StaleVersionError where someone else edited these hours since."""

    def edited(practice: Practice) -> Practice:
        provider = practice.get_provider(provider_id)
        if provider.schedule_version != version:
            raise StaleVersionError
        schedule = edit(provider.schedule)
        validate_schedule(schedule)
        changed = replace(provider, schedule=schedule, schedule_version=version + 1)
        return replace(practice, providers=tuple(changed if p.id == provider_id else p for p in practice.providers))

    return practices.change(provider_id, "availability.change", edited).get_provider(provider_id)
