"""Who works at the clinic that is measured.

Twenty providers who work around the clock, so that holding is never refused, and one whose coming month is that of
`bench.month_of_slots`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bench import month_of_slots
from common.domain.availability import Interval, Schedule, WallRange
from common.domain.clinic import AppointmentType, Practice, Provider
from local.demo.practice import practice

CLINIC = "cln_benchmarks"
TYPE, MONTH_TYPE = "typ_visit", "typ_month"
TIRELESS = tuple(f"prv_tireless{number:02}" for number in range(20))
MONTHLY = "prv_monthly"
SLOT_SECONDS = 30 * 60
DAYS_TO_HOLD = 80
FIRST_DAY = datetime.now(UTC).date() + timedelta(days=2)
FIRST_START = int(datetime.combine(FIRST_DAY, time(), UTC).timestamp())
FIRST_MONDAY = FIRST_DAY + timedelta(days=(7 - FIRST_DAY.weekday()) % 7)

_ALWAYS = Schedule(
    zone="America/New_York",
    weekly=((WallRange(0, 1440),),) * 7,
    exceptions=(),
    step_minutes=30,
    buffer_before_minutes=0,
    buffer_after_minutes=0,
    minimum_notice_minutes=60,
    horizon_days=90,
)


def small_practice(clinic_id: str, now: int) -> Practice:
    """The demo clinic under another name."""
    content = practice(now)
    return replace(content, clinic=replace(content.clinic, id=clinic_id, slug=clinic_id.replace("_", "-")))


def measured_practice(now: int) -> Practice:
    """The one that most benchmarks call."""
    tireless = [_provider(one, _ALWAYS) for one in TIRELESS]
    monthly = _provider(MONTHLY, replace(month_of_slots.SCHEDULE, exceptions=()))
    return replace(
        small_practice(CLINIC, now),
        providers=(*tireless, monthly),
        types=(_type(TYPE, TIRELESS, now), _type(MONTH_TYPE, (MONTHLY,), now)),
    )


def busy_month() -> list[Interval]:
    """The sixty appointments and ten blocks of `bench.month_of_slots`, moved to the month from `FIRST_MONDAY` on."""
    moved = int(
        (datetime.combine(FIRST_MONDAY, time()) - datetime.combine(month_of_slots.FIRST, time())).total_seconds()
    )
    return [(begins + moved, until + moved) for begins, until in month_of_slots.BUSY]


def last_day_of_month() -> date:
    """31 days in all."""
    return FIRST_MONDAY + timedelta(days=30)


def _provider(provider_id: str, schedule: Schedule) -> Provider:
    return Provider(provider_id, "Dr. Example", "Dermatologist", schedule, 1)


def _type(type_id: str, provider_ids: tuple[str, ...], now: int) -> AppointmentType:
    plain = next(kind for kind in practice(now).types if kind.duration_minutes == 30)
    return replace(plain, id=type_id, step_minutes=30, provider_ids=provider_ids, buffer_after_minutes=0)
