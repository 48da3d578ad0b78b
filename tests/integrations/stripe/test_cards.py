from __future__ import annotations

from typing import Any

import pytest
import stripe

from common.domain.cards import CardOnFile, SetupIntent, SetupStatus
from common.domain.vendor_errors import VendorError
from common.integrations.stripe.cards import StripeCards
from local.stripe.server import StripeServer
from tests.integrations.stripe.conftest import CLINIC, PATIENT

APPOINTMENT = "ap_0000000000000000000c"


@pytest.fixture
def intent(cards: StripeCards, customer: str) -> SetupIntent:
    return cards.create_setup_intent(
        customer_id=customer, metadata={"appointment_id": APPOINTMENT}, idempotency_key="setup:1"
    )


def test_a_customer_is_two_opaque_ids_and_nothing_else(server: StripeServer, customer: str) -> None:
    assert customer.startswith("cus_")
    sent = server.api.captured_as_json()[-1]["body"]
    assert sent == f"metadata[clinic_id]={CLINIC}&metadata[patient_id]={PATIENT}"


def test_the_same_key_makes_one_customer(cards: StripeCards, customer: str) -> None:
    assert customer == cards.create_customer(clinic_id=CLINIC, patient_id=PATIENT, idempotency_key="customer:1")


def test_the_same_key_for_somebody_else_is_refused_for_good(cards: StripeCards, customer: str) -> None:
    with pytest.raises(VendorError) as refused:
        cards.create_customer(clinic_id=CLINIC, patient_id="pt_0000000000000000000z", idempotency_key="customer:1")
    assert (refused.value.vendor, refused.value.code, refused.value.permanent) == (
        "stripe", "idempotency_error", True,
    )  # fmt: skip


def test_an_intent_waits_for_the_browser(intent: SetupIntent, customer: str) -> None:
    assert intent.status is SetupStatus.REQUIRES_PAYMENT_METHOD
    assert (intent.customer_id, intent.card) == (customer, None)
    assert intent.metadata == {"appointment_id": APPOINTMENT}
    assert intent.client_secret
    assert intent.client_secret not in repr(intent)


def test_an_intent_is_for_charging_later_without_leaving_our_page(
    intent: SetupIntent, elsewhere: Any, server: StripeServer
) -> None:
    assert "usage=off_session" in server.api.captured_as_json()[-1]["body"]
    seen = elsewhere.setup_intents.retrieve(intent.id)
    assert (seen.usage, seen.automatic_payment_methods.allow_redirects) == ("off_session", "never")


def test_it_finds_the_card_once_it_is_kept(cards: StripeCards, intent: SetupIntent, elsewhere: Any) -> None:
    elsewhere.setup_intents.confirm(intent.id, {"payment_method": "pm_card_mastercard"})
    found = cards.find_setup_intent(intent.id)
    assert found
    assert found.status is SetupStatus.SUCCEEDED
    method = elsewhere.setup_intents.retrieve(intent.id, {"expand": ["payment_method"]}).payment_method
    assert found.card == CardOnFile(method.id, "mastercard", "4444", method.card.exp_month, method.card.exp_year)


def test_a_declined_card_is_none_at_all(cards: StripeCards, intent: SetupIntent, elsewhere: Any) -> None:
    with pytest.raises(stripe.CardError):
        elsewhere.setup_intents.confirm(intent.id, {"payment_method": "pm_card_visa_chargeDeclined"})
    found = cards.find_setup_intent(intent.id)
    assert found
    assert (found.status, found.card) == (SetupStatus.REQUIRES_PAYMENT_METHOD, None)


def test_a_card_waiting_for_the_bank_is_not_kept_yet(cards: StripeCards, intent: SetupIntent, elsewhere: Any) -> None:
    elsewhere.setup_intents.confirm(intent.id, {"payment_method": "pm_card_authenticationRequired"})
    found = cards.find_setup_intent(intent.id)
    assert found
    assert (found.status, found.card) == (SetupStatus.REQUIRES_ACTION, None)


def test_it_finds_nothing_where_stripe_has_nothing(cards: StripeCards) -> None:
    assert cards.find_setup_intent("seti_unknown") is None


def test_cancelling_twice_is_cancelling_once(cards: StripeCards, intent: SetupIntent, elsewhere: Any) -> None:
    assert cards.cancel_setup_intent(intent.id) is SetupStatus.CANCELED
    assert cards.cancel_setup_intent(intent.id) is SetupStatus.CANCELED
    assert len(elsewhere.events.list({"type": "setup_intent.canceled"}).data) == 1


def test_cancelling_too_late_says_that_the_card_is_kept(
    cards: StripeCards, intent: SetupIntent, elsewhere: Any
) -> None:
    elsewhere.setup_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
    assert cards.cancel_setup_intent(intent.id) is SetupStatus.SUCCEEDED


def test_cancelling_what_never_was_is_an_error(cards: StripeCards) -> None:
    with pytest.raises(VendorError) as missing:
        cards.cancel_setup_intent("seti_unknown")
    assert (missing.value.code, missing.value.permanent) == ("resource_missing", True)


def test_a_forgotten_card_is_gone_and_can_be_forgotten_again(cards: StripeCards, customer: str, elsewhere: Any) -> None:
    method = elsewhere.payment_methods.attach("pm_card_visa", {"customer": customer}).id
    cards.detach_card(method)
    assert elsewhere.payment_methods.list({"customer": customer}).data == []
    cards.detach_card(method)
    cards.detach_card("pm_unknown")
    assert len(elsewhere.events.list({"type": "payment_method.detached"}).data) == 1


@pytest.mark.parametrize(
    "value",
    ["Maya Ortiz", "maya@example.org", "+16175550123", "1990-02-03", "botox", "", "pt_MayaOrtizMayaOrtiz1"],
)
def test_nothing_but_an_opaque_id_leaves_for_stripe(
    cards: StripeCards, server: StripeServer, customer: str, value: str
) -> None:
    with pytest.raises(ValueError, match="patient_id"):
        cards.create_customer(clinic_id=CLINIC, patient_id=value, idempotency_key="k")
    with pytest.raises(ValueError, match="reason") as refused:
        cards.create_setup_intent(customer_id=customer, metadata={"reason": value}, idempotency_key="k")
    assert not value or value not in str(refused.value)
    with pytest.raises(ValueError, match="metadata"):
        cards.create_setup_intent(customer_id=customer, metadata={"Maya Ortiz": APPOINTMENT}, idempotency_key="k")
    assert len(server.api.captured) == 1


def test_an_idempotency_key_tells_nothing_either(cards: StripeCards) -> None:
    with pytest.raises(ValueError, match="idempotency"):
        cards.create_customer(clinic_id=CLINIC, patient_id=PATIENT, idempotency_key="Maya Ortiz")
