from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import stripe

from common.domain.cards import PaymentEvent
from common.domain.vendor_errors import UntrustedEventError
from common.integrations.stripe.cards import StripeCards
from common.integrations.stripe.webhooks import StripeEvents
from local.stripe.server import StripeServer
from local.stripe.webhooks import sign

NOW = datetime(2027, 3, 9, 20, 0, tzinfo=UTC)
STAMP = int(NOW.timestamp())
BODY = {
    "id": "evt_1",
    "object": "event",
    "type": "setup_intent.succeeded",
    "created": STAMP - 2,
    "data": {"object": {"id": "seti_1", "object": "setup_intent", "metadata": {"appointment_id": "ap_1"}}},
}
PAYLOAD = json.dumps(BODY).encode()


def refused(payload: bytes, signature: str, secrets: str = "whsec_a") -> str:
    with pytest.raises(UntrustedEventError) as untrusted:
        StripeEvents(secrets).read_event(payload, signature, NOW)
    assert untrusted.value.permanent
    return untrusted.value.code


def test_it_reads_what_stripes_own_library_signed() -> None:
    signature = stripe.WebhookSignature.generate_signature_header(PAYLOAD.decode(), "whsec_a", STAMP)
    event = StripeEvents("whsec_a").read_event(PAYLOAD, signature, NOW)
    assert (event.id, event.kind) == ("evt_1", "setup_intent.succeeded")
    assert (event.about, event.object_id, event.intent_id) == ("setup_intent", "seti_1", None)
    assert (event.customer_id, event.account) == (None, None)
    assert event.created_at == NOW - timedelta(seconds=2)
    assert event.metadata == {"appointment_id": "ap_1"}


def test_it_reads_every_event_of_the_double(server: StripeServer, cards: StripeCards, customer: str) -> None:
    cards.create_setup_intent(customer_id=customer, metadata={}, idempotency_key="k")
    events = list(server.account.newest("event"))
    for event in events:
        payload = json.dumps(event).encode()
        read = StripeEvents("s").read_event(payload, sign(payload, "s", STAMP), NOW)
        assert (read.id, read.kind) == (event["id"], event["type"])
        about = event["data"]["object"]
        assert (read.about, read.object_id) == (about["object"], about["id"])
    assert len(events) == 2


@pytest.mark.parametrize("secret", ["whsec_a", "whsec_b"])
def test_either_secret_holds_while_they_are_rotated(secret: str) -> None:
    both = StripeEvents(" whsec_a, whsec_b,")
    assert both.read_event(PAYLOAD, sign(PAYLOAD, secret, STAMP), NOW).id == "evt_1"


def test_one_good_signature_among_several_is_enough() -> None:
    good = sign(PAYLOAD, "whsec_a", STAMP)
    header = f"t={STAMP},v1={'0' * 64},v0=ignored,{good.split(',')[1]}"
    assert StripeEvents("whsec_a").read_event(PAYLOAD, header, NOW).id == "evt_1"


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_it_trusts_a_timestamp_within_five_minutes(seconds: int) -> None:
    signature = sign(PAYLOAD, "whsec_a", STAMP + seconds)
    assert StripeEvents("whsec_a").read_event(PAYLOAD, signature, NOW).id == "evt_1"


@pytest.mark.parametrize("seconds", [-301, 301])
def test_it_refuses_an_old_timestamp_and_one_of_the_future(seconds: int) -> None:
    assert refused(PAYLOAD, sign(PAYLOAD, "whsec_a", STAMP + seconds)) == "stale_timestamp"


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "nonsense",
        f"t={STAMP}",
        "v1=00",
        f"t={STAMP},v1=",
        f"t={STAMP},v1=é",
        f"t=-1,{sign(PAYLOAD, 'whsec_a', -1).split(',')[1]}",
        "t=٣,v1=00",
        f"t={'9' * 400},v1=00",
        f"t={STAMP},t={STAMP + 1},{sign(PAYLOAD, 'whsec_a', STAMP).split(',')[1]}",
        sign(PAYLOAD, "whsec_a", STAMP).replace("v1=", "v0="),
        sign(PAYLOAD, "whsec_other", STAMP),
        sign(PAYLOAD + b" ", "whsec_a", STAMP),
    ],
)
def test_it_refuses_a_signature_that_is_not_stripes(signature: str) -> None:
    assert refused(PAYLOAD, signature) == "bad_signature"


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"id": "e", "type": "t", "created": "x", "data": {"object": {}}}',
        b'{"id": "e", "type": "t", "created": 1, "data": {"object": []}}',
        b'{"id": "e", "type": "t", "created": 1e300, "data": {"object": {}}}',
    ],
)
def test_a_signed_body_that_is_no_event_is_refused(payload: bytes) -> None:
    assert refused(payload, sign(payload, "whsec_a", STAMP)) == "bad_body"


def read(**changed: Any) -> PaymentEvent:
    payload = json.dumps({**BODY, **changed}).encode()
    return StripeEvents("whsec_a").read_event(payload, sign(payload, "whsec_a", STAMP), NOW)


def test_a_refund_and_a_dispute_name_the_payment_that_they_belong_to() -> None:
    for kind in ("refund", "dispute", "charge"):
        about = {"id": "x_1", "object": kind, "payment_intent": "pi_1", "metadata": None}
        event = read(type=f"{kind}.created", data={"object": about})
        assert (event.about, event.object_id, event.intent_id, event.metadata) == (kind, "x_1", "pi_1", {})


def test_a_card_names_its_customer_even_once_it_was_taken_off() -> None:
    about = {"id": "pm_1", "object": "payment_method", "customer": "cus_1", "metadata": None}
    attached = read(type="payment_method.attached", data={"object": about})
    gone = read(
        type="payment_method.detached",
        data={"object": {**about, "customer": None}, "previous_attributes": {"customer": "cus_1"}},
    )
    assert [attached.customer_id, gone.customer_id] == ["cus_1", "cus_1"]
    assert attached.metadata == {}


def test_an_event_of_a_connected_account_says_whose() -> None:
    assert read(account="acct_1").account == "acct_1"


@pytest.mark.parametrize("secrets", ["", " ", ","])
def test_it_does_not_start_without_a_secret(secrets: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        StripeEvents(secrets)
