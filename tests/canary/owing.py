"""What is owed: a visit marked, moved, called off too late; a card that doesn't pay, a link, a refund, a complaint."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from local.demo.practice import JOHNSON as JOHNSONS_ID
from tests.canary.canaries import CARDHOLDER, EMAIL, NAME, NOTE, PHONE, REASON
from tests.canary.telling import CANARY, Teller
from tests.product import JOHNSON, PRIYA

ACNE = {"provider_id": JOHNSONS_ID, "appointment_type_id": "typ_acnevisit"}


def owe(teller: Teller) -> None:
    started = teller.does(CANARY, "payment_method POST", {})
    teller.confirm(started["client_secret"], "pm_card_chargeCustomerFail")
    cards = teller.does(CANARY, "payment_method PUT", {"setup_intent_id": started["setup_intent_id"]})["cards"]
    for card in cards[1:]:  # the one that doesn't pay stays
        teller.does(CANARY, "payment_method DELETE", {"card_id": card["id"]})
    call_off(teller, book_for_tomorrow(teller))
    enforce(teller)
    (charge,) = teller.does(CANARY, "charges GET", {"as": "patient"})["charges"]
    teller.does(PRIYA, "charges GET")
    pay_by_link(teller, charge)
    teller.does(JOHNSON, "charges POST", {"charge_id": charge["id"], "action": "refund", "reason": NOTE})
    teller.fails(JOHNSON, "charges POST", {"charge_id": charge["id"], "action": "waive", "reason": REASON})
    hear(teller, charge)
    enforce(teller)


def book_for_tomorrow(teller: Teller) -> Any:
    """In hours opened for it, whatever day the run is on; it is marked, and that taken back."""
    shown = teller.does(JOHNSON, "availability GET", {"provider_id": JOHNSONS_ID})
    days = {
        "first_day": f"{teller.product.now - timedelta(days=1):%Y-%m-%d}",
        "last_day": f"{teller.product.now + timedelta(days=2):%Y-%m-%d}",
    }
    opened = {"kind": "open", "hours": {"start": "00:00", "end": "24:00"}, "version": shown["version"], **days}
    teller.does(JOHNSON, "availability POST", {"provider_id": JOHNSONS_ID, **opened})
    first, second = free_within_a_day(teller)[:2]
    held = teller.does(CANARY, "book_slot POST", {**ACNE, "starts_at": first})
    accepted = {name: held["receipt"][name] for name in ("policy_version", "policy_hash")}
    visit = {"appointment_id": held["appointment_id"]}
    assert teller.does(CANARY, "book_slot PUT", visit | accepted)["status"] == "booked"
    for version, status in ((2, "arrived"), (3, "booked")):
        teller.does(PRIYA, "attendance POST", {**visit, "status": status, "version": version})
    moving = {**visit, "provider_id": JOHNSONS_ID, "starts_at": second}
    owed = teller.does(CANARY, "reschedule GET", moving)["owed_minor"]
    teller.fails(CANARY, "reschedule POST", {**moving, "version": 4, "expected_owed_minor": owed + 1})
    moved = teller.does(CANARY, "reschedule POST", {**moving, "version": 4, "expected_owed_minor": owed})
    teller.calendar_files.append(moved["calendar_file"])
    return visit


def free_within_a_day(teller: Teller) -> list[str]:
    days = [(teller.product.now + timedelta(days=ahead)).date().isoformat() for ahead in (0, 1)]
    page = teller.does(None, "open_slots GET", {**ACNE, "first_day": days[0], "last_day": days[1]})
    return [slot["starts_at"] for day in page["days"] for slot in day["slots"]]


def call_off(teller: Teller, visit: Any) -> None:
    fee = teller.does(CANARY, "cancel GET", visit)["fee_minor"]
    assert fee > 0
    teller.does(CANARY, "cancel POST", {**visit, "expected_fee_minor": fee, "reason": REASON})


def enforce(teller: Teller) -> None:
    teller.does(None, "enforce_policy POST", {}, headers={"x-require-whisk-auth": teller.tick_secret})


def pay_by_link(teller: Teller, charge: Any) -> None:
    """With another card, by somebody who isn't signed in."""
    token = charge["pay_link"].partition("#")[2]
    teller.tokens.append(token)
    teller.fails(None, "pay POST", {"token": f"{NAME} {EMAIL} {PHONE}" + "a" * 60})
    opened = teller.does(None, "pay POST", {"token": token})
    teller.public_pages.append(str(opened))
    teller.confirm(opened["client_secret"])
    paid = teller.does(None, "pay PUT", {"token": token})
    assert paid["status"] == "paid"


def hear(teller: Teller, charge: Any) -> None:
    """Of the payment and a complaint about it, with more about the cardholder than we ever asked for."""
    intent = next(one for one in teller.stripe.account.newest("payment_intent") if one["status"] == "succeeded")
    cardholder = {"billing_details": {"name": CARDHOLDER, "email": EMAIL, "phone": PHONE}}
    complaint = {"object": "dispute", "id": "dp_canary", "payment_intent": intent["id"], "reason": NOTE}
    for number, (kind, about) in enumerate(
        (
            ("payment_intent.succeeded", {**intent, **cardholder, "description": NOTE}),
            ("charge.dispute.created", {**complaint, "evidence": {"customer_name": NAME, **cardholder}}),
        )
    ):
        event = {"id": f"evt_owing{number}", "type": kind, "created": teller.product.epoch, "data": {"object": about}}
        teller.does(None, "stripe_webhook POST", event, signature=True)
    assert intent["metadata"]["charge_id"] == charge["id"]
