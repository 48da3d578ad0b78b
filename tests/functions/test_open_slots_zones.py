"""A provider who keeps other clocks than the clinic: days are the clinic's, hours are the provider's."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest

from common.actions.start_clinic import start_clinic
from common.domain.admission import Attempt
from common.domain.availability import Schedule, WallRange
from common.domain.scope import Membership, Role
from common.security.root_keys import RootKeys
from common.store.clinics import ValkeyClinicRegister
from common.store.valkey import connect
from local.demo.practice import practice
from tests.functions.steps import ACNE, JOHNSONS_ID, change_day, hold, join, show_month
from tests.product import JOHNSON, MAYA, ROOT_KEYS, Product

OWNER = Membership(frozenset({Role.OWNER, Role.PROVIDER}), provider_id=JOHNSONS_ID, name="Dr. Johnson")


def start_in(product: Product, zone: str, *hours: tuple[int, int]) -> None:
    """A clinic in New York whose provider works these hours (of their own clock) from Monday to Friday."""
    demo = practice(product.epoch)
    day = tuple(WallRange(60 * start, 60 * end) for start, end in hours)
    schedule = Schedule(zone, (*[day] * 5, (), ()), (), 60, 0, 0, 0, 90)
    afar = replace(
        demo,
        clinic=replace(demo.clinic, id="cln_faraway0000000000000", slug="far-away"),
        providers=(replace(demo.providers[0], schedule=schedule),),
        types=tuple(replace(kind, provider_ids=(JOHNSONS_ID,)) for kind in demo.types if kind.id == ACNE),
    )
    keys = RootKeys.parse(ROOT_KEYS)
    attempt = Attempt("start", "0" * 64)
    register = ValkeyClinicRegister(connect(product.url), keys, JOHNSON.uid, uuid.uuid4().hex, attempt, product.epoch)
    start_clinic(register, afar, {JOHNSON.uid: OWNER})
    product.clinic_id = afar.clinic.id


def found(shown: Any) -> dict[str, list[str]]:
    return {day["date"]: [slot["starts_at"] for slot in day["slots"]] for day in shown["days"]}


def test_a_far_providers_morning_is_the_clinics_evening(product: Product) -> None:
    start_in(product, "Asia/Tokyo", (9, 11), (14, 16))
    # Tuesday, 9:00 to 11:00 in Tokyo, is Monday, 7:00 PM to 9:00 PM in New York; 2:00 PM there is midnight here.
    shown = show_month(product, ACNE, "2027-03-08", "2027-03-09")
    assert found(shown) == {
        "2027-03-08": [
            "2027-03-08T05:00:00Z", "2027-03-08T06:00:00Z", "2027-03-09T00:00:00Z", "2027-03-09T01:00:00Z",
        ],
        "2027-03-09": [
            "2027-03-09T05:00:00Z", "2027-03-09T06:00:00Z", "2027-03-10T00:00:00Z", "2027-03-10T01:00:00Z",
        ],
    }  # fmt: skip
    join(product, MAYA)
    assert hold(product, MAYA, "2027-03-09T00:00:00Z").ok()["ends_at"] == "2027-03-09T00:30:00Z"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe", "Asia/Kolkata"])
def test_single_days_add_up_to_the_week_in_every_zone(product: Product, zone: str) -> None:
    start_in(product, zone, (0, 24))
    week = found(show_month(product, ACNE, "2027-03-08", "2027-03-14"))
    days = [found(show_month(product, ACNE, day)) for day in week]
    assert week == {date: starts for day in days for date, starts in day.items()}
    assert len(week["2027-03-10"]) == 24
    assert sum(len(starts) for starts in week.values()) > 4 * 24


def test_the_next_free_time_follows_the_last_day_without_a_gap(product: Product) -> None:
    start_in(product, "Asia/Tokyo", (9, 10))
    saturday = show_month(product, ACNE, "2027-03-06")
    assert found(saturday) == {"2027-03-06": []}
    assert saturday["next_free"]["starts_at"] == "2027-03-08T00:00:00Z"  # Sunday evening here, Monday there
    sunday = show_month(product, ACNE, "2027-03-07")
    assert (found(sunday), sunday["next_free"]) == ({"2027-03-07": ["2027-03-08T00:00:00Z"]}, None)


def test_hours_over_midnight_open_both_days(product: Product) -> None:
    start_in(product, "America/New_York", (0, 2), (22, 24))
    change_day(product, "closed", "2027-03-08", "00:00", "22:00")
    product.now = product.now.replace(day=9, hour=7)  # Tuesday, 2:00 AM: both days were open, and are over
    product.signed_in_at.clear()
    change_day(product, "closed", "2027-03-09", "22:00", "24:00")
    shown = show_month(product, ACNE, "2027-03-08", "2027-03-09")
    assert [day["state"] for day in shown["days"]] == ["full", "full"]
