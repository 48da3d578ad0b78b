"""What goes wrong: wherever a caller can put what doesn't belong there, and wherever a part fails on the way."""

from __future__ import annotations

import base64

from local.stripe.faults import Fault
from tests.canary.canaries import BIRTHDAY, CARDHOLDER, EMAIL, NAME, NOTE, PHONE, REASON
from tests.canary.telling import CANARY, DETAILS, Teller
from tests.product import ORIGIN


def go_wrong(teller: Teller, visit: str) -> None:
    everything = f"{NAME} {EMAIL} {PHONE} {BIRTHDAY} {NOTE} {REASON}"
    for name in DETAILS:
        teller.fails(CANARY, "profile PUT", {**DETAILS, "version": 2, name: f"\0{everything}"})
    teller.fails(CANARY, "profile PUT", {**DETAILS, "version": 99})
    teller.fails(CANARY, "profile PUT", {**DETAILS, "version": 2, "email": EMAIL})
    teller.fails(CANARY, "appointments GET", {"provider_id": everything})
    teller.fails(CANARY, "cancel GET", {"appointment_id": visit, "by": everything})
    teller.fails(CANARY, "cancel GET", {"appointment_id": visit, "as": everything})
    teller.fails(CANARY, "cancel GET", {"appointment_id": visit, "clinic": everything})
    teller.fails(CANARY, "appointment_notes GET", {"appointment_id": visit})
    for key in (everything, "zephyrine-quillfeather", "19310729-6175559183"):
        body = {"appointment_id": visit, "expected_fee_minor": 1, "reason": REASON}
        teller.fails(CANARY, "cancel POST", body, key=key)
        teller.fails(CANARY, "book_slot PUT", {"appointment_id": visit, "policy_version": 1}, key=key)
    teller.fails(None, "profile GET", headers={"authorization": f"Bearer {everything}"})
    teller.fails(None, "profile GET", headers={"origin": f"https://{EMAIL}"})
    teller.fails(None, "stripe_webhook POST", {"billing_details": {"name": CARDHOLDER, "email": EMAIL}})
    raw_body(teller, b'{"full_name": "' + NAME.encode())
    raw_body(teller, NAME.encode(), kind=f"text/plain; name={EMAIL}")
    teller.stripe.api.faults.add(Fault("POST", "/v1/setup_intents", "503", 2))
    teller.fails(CANARY, "payment_method POST", {}, key="zephyrine-quillfeather-1931")
    teller.does(CANARY, "payment_method POST", {}, key="zephyrine-quillfeather-1931")
    break_a_seal(teller)


def break_a_seal(teller: Teller) -> None:
    """What can't be opened ends in an error of ours, and those are logged."""
    raw = teller.product.raw
    (key,) = raw.scan_iter("c:*:patient:*")
    sealed = raw.hget(key, "phone")
    raw.hset(key, "phone", sealed[:-1] + b"\0")
    teller.fails(CANARY, "profile GET")
    raw.hset(key, "phone", sealed)


def raw_body(teller: Teller, body: bytes, kind: str = "application/json") -> None:
    headers = {"origin": ORIGIN, "content-type": kind, "authorization": f"Bearer {teller.product.token(CANARY)}"}
    http = {"method": "PUT", "path": "", "headers": headers, "queryString": "", "isBase64Encoded": True}
    reply = teller.product.send("profile", {"http": {**http, "body": base64.b64encode(body).decode()}})
    teller.refusals.append(f"{reply.headers}{reply.text}")
