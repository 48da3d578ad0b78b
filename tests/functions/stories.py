"""Visits that somebody books, perhaps moves, and calls off, under any policy: drawn by Hypothesis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.functions.steps import ACNE

HOUR: Final = 3600
MASSHEALTH: Final = "pay_masshealth"


@dataclass(frozen=True)
class Story:
    """What happens. Instants are in epoch seconds; `moved` is when it is moved, and to when."""

    currency: str
    policy: Mapping[str, Any]
    price: int
    deposit: int
    pay: Literal["deposit", "price"]
    payer: str
    booked_at: int
    starts_at: int
    moved: tuple[int, int] | None
    cancelled_at: int


def fees(price: int) -> st.SearchStrategy[Any]:
    """In JSON. Round ones, and those around what a card takes."""
    whole = st.sampled_from([price // 2, price]) | st.integers(0, 2 * price) | st.integers(0, 150)
    amount = st.builds(lambda value: {"kind": "amount", "value": value}, whole)
    return amount | st.builds(lambda value: {"kind": "percent", "value": 100 - value}, st.integers(0, 100))


@st.composite
def terms(draw: st.DrawFn, price: int) -> dict[str, Any]:
    hours = draw(st.sets(st.sampled_from([48, 24, 2, 1]) | st.integers(1, 400), min_size=1, max_size=4))
    hours = draw(st.sampled_from([hours] * 9 + [set()]))
    tiers = [{"hours_before": before, "fee": draw(fees(price))} for before in sorted(hours, reverse=True)]
    return {"tiers": tiers, "no_show_fee": draw(fees(price))}


@st.composite
def policies(draw: st.DrawFn, price: int) -> dict[str, Any]:
    own = draw(st.none() | terms(price))
    return {
        **draw(terms(price)),
        "grace_minutes": draw(st.sampled_from([0, 0, 15, 1440]) | st.integers(0, 1440)),
        "overrides": [{"appointment_type_id": ACNE, **own}] if own else [],
        "cap": draw(st.none() | st.none() | fees(price)),
    }


# Dr. Johnson's mornings from Monday to Thursday, on both sides of the Sunday on which clocks go forward.
DAYS: Final = [date(2027, 3, day) for day in (2, 3, 4, 8, 9, 10, 11, 15, 16, 17, 18)]


def slots(after: int) -> st.SearchStrategy[int]:
    """Starts that can be booked three hours later."""
    days = st.sampled_from(DAYS)
    walls = st.builds(lambda day, quarter: (day, quarter), days, st.integers(0, 10))
    starts = walls.map(lambda wall: instant_of(wall[0], 9 * 60 + 15 * wall[1]))
    return starts.filter(lambda instant: instant >= after + 3 * HOUR)


def instant_of(day: date, minute: int) -> int:
    wall = datetime.combine(day, time(), ZoneInfo("America/New_York")) + timedelta(minutes=minute)
    return int(wall.timestamp())


def moments(policy: Mapping[str, Any], since: int, starts_at: int) -> st.SearchStrategy[int]:
    """Until the start, rather late, and often where something begins or ends."""
    terms = [policy, *policy["overrides"]]
    begins = {starts_at - tier["hours_before"] * HOUR for each in terms for tier in each["tiers"]}
    begins |= {since, since + policy["grace_minutes"] * 60, starts_at - 1}
    near = sorted((at + off for at in begins for off in (-1, 0, 1) if since <= at + off < starts_at), reverse=True)
    left = st.integers(1, min(starts_at - since, 48 * HOUR)) | st.integers(1, starts_at - since)
    return st.sampled_from(near) | left.map(lambda seconds: starts_at - seconds)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    currency = draw(st.sampled_from(["usd", "usd", "jpy", "kwd", "isk"]))
    price = draw(st.one_of(st.integers(10, 300).map(lambda hundreds: hundreds * 100), st.integers(0, 12000)))
    policy = draw(policies(price))
    booked_at = int(datetime(2027, 3, 1, 14, tzinfo=UTC).timestamp()) + draw(st.integers(0, 20 * HOUR))
    starts_at = draw(slots(booked_at))
    moved, since = None, booked_at
    if draw(st.booleans()):
        since = draw(moments(policy, booked_at, starts_at))
        others = [at for at in (instant_of(day, 14 * 60) for day in DAYS) if at >= since + 3 * HOUR]
        if others:
            moved = (since, draw(st.sampled_from(others)))
        else:
            since = booked_at
    return Story(
        currency=currency,
        policy=policy,
        price=price,
        deposit=draw(st.sampled_from([price // 4, price // 2, price, 0, 0, min(49, price)])),
        pay=draw(st.sampled_from(["deposit", "price"])),
        payer=draw(st.sampled_from(["pay_aetna"] * 7 + [MASSHEALTH])),
        booked_at=booked_at,
        starts_at=starts_at,
        moved=moved,
        cancelled_at=draw(moments(policy, since, moved[1] if moved else starts_at)),
    )
