"""What people do, as the site does it for them: each step is one call of a function."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from local.demo.practice import CHEN as CHENS_ID
from local.demo.practice import JOHNSON as JOHNSONS_ID
from tests.product import JOHNSON, MAYA, Person, Product, Reply, details

ACNE: Final = "typ_acnevisit"  # 30 minutes, $140, no buffers of its own
MOLE: Final = "typ_moleevaluation"  # 30 minutes, and 10 kept free after it
PEEL: Final = "typ_chemicalpeel"  # an hour, Dr. Chen alone
TUESDAY_NINE: Final = "2027-03-02T14:00:00Z"  # 9:00 AM EST, a day after the tests begin
TUESDAY_TEN: Final = "2027-03-02T15:00:00Z"
NEXT_TUESDAY_TEN: Final = "2027-03-09T15:00:00Z"


def later(product: Product, **passed: int) -> None:
    """Time passes; whoever calls next has signed in anew."""
    product.now += timedelta(**passed)
    product.signed_in_at.clear()


def go_to(product: Product, instant: str) -> None:
    """As `later`, to an instant."""
    product.now = datetime.fromisoformat(instant)
    product.signed_in_at.clear()


def join(product: Product, person: Person, **changed: Any) -> Any:
    return product.call("sign_up", "POST", by=person, body=details(person, **changed)).ok()


def show_month(product: Product, kind: str, first: str, last: str | None = None, provider: str | None = None) -> Any:
    """The calendar of open slots, as anyone sees it."""
    asked = {"appointment_type_id": kind, "first_day": first, "last_day": last or first}
    return product.call("open_slots", query=asked | ({"provider_id": provider} if provider else {})).ok()


def starts(product: Product, kind: str, day: str, provider: str | None = None) -> list[str]:
    """What can be booked on a day, as HH:MM in UTC."""
    (shown,) = show_month(product, kind, day, provider=provider)["days"]
    return [slot["starts_at"][11:16] for slot in shown["slots"]]


def hold(product: Product, by: Person, starts_at: str, *, kind: str = ACNE, provider: str = JOHNSONS_ID) -> Reply:
    wanted = {"provider_id": provider, "appointment_type_id": kind, "starts_at": starts_at}
    return product.call("book_slot", "POST", by=by, body=wanted)


def accept(product: Product, by: Person, held: Mapping[str, Any], *, key: str | None = None, **changed: Any) -> Reply:
    """The policy as it was shown with the hold."""
    receipt = held["receipt"]
    accepted = {
        "appointment_id": held["appointment_id"],
        "policy_version": receipt["policy_version"],
        "policy_hash": receipt["policy_hash"],
        **changed,
    }
    return product.call("book_slot", "PUT", by=by, body=accepted, key=key)


def visits(product: Product, by: Person) -> Any:
    """The patient's own appointments, and the time they hold."""
    return product.call("appointments", by=by, query={"as": "patient"}).ok()["appointments"]


def booked(product: Product, by: Person) -> Any:
    """Those of them that are booked."""
    return [visit for visit in visits(product, by) if visit["status"] == "booked"]


def calendar(product: Product, by: Person, day: str, provider: str = JOHNSONS_ID) -> Any:
    """A day of the provider's calendar, as the team sees it."""
    window = {"from_at": f"{day}T00:00:00Z", "until": f"{day}T23:59:59Z"}
    return product.call("appointments", by=by, query={"provider_id": provider, **window}).ok()["appointments"]


def preview(product: Product, by: Person, appointment_id: str, /, **more: str) -> Reply:
    return product.call("cancel", by=by, query={"appointment_id": appointment_id, **more})


def cancel(product: Product, by: Person, appointment_id: str, fee: int, /, **more: Any) -> Reply:
    body = {"appointment_id": appointment_id, "expected_fee_minor": fee, **more}
    return product.call("cancel", "POST", by=by, body=body)


def cards_of(product: Product, by: Person = MAYA) -> Any:
    """Those on file, the one that is charged first."""
    return product.call("payment_method", by=by).ok()["cards"]


def publish(product: Product, **changed: Any) -> Any:
    """A next version of the policy; as the first one where nothing else is said."""
    current = product.call("policy", by=JOHNSON).ok()["current"]
    draft = {name: value for name, value in current.items() if name not in _OF_A_VERSION} | changed
    return product.call("policy", "POST", by=JOHNSON, body=draft).ok()["current"]


def change_type(product: Product, type_id: str, **changed: Any) -> Reply:
    listed = product.call("appointment_types", by=JOHNSON).ok()["appointment_types"]
    kind = next(one for one in listed if one["id"] == type_id)
    body = {"appointment_type_id": kind.pop("id"), **kind, **changed}
    return product.call("appointment_types", "PUT", by=JOHNSON, body=body)


def hours_of(product: Product, provider: str = JOHNSONS_ID) -> Any:
    return product.call("availability", by=JOHNSON, query={"provider_id": provider}).ok()


def change_day(product: Product, kind: str, day: str, *hours: str, provider: str = JOHNSONS_ID) -> Any:
    """Opens or closes a stretch of one day, from the first of `hours` to the second."""
    body = {
        "provider_id": provider,
        "version": hours_of(product, provider)["version"],
        "kind": kind,
        "first_day": day,
        "last_day": day,
        "hours": dict(zip(("start", "end"), hours, strict=True)),
    }
    return product.call("availability", "POST", by=JOHNSON, body=body).ok()


_OF_A_VERSION: Final = {"hash", "currency", "published_at"}  # given to it, not chosen

__all__ = ["CHENS_ID", "JOHNSONS_ID", "MAYA"]
