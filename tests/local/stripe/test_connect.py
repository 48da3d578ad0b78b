"""Each clinic's account at Stripe is its own; our platform's key opens them one at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import stripe

from local.stripe.server import StripeServer
from tests.local.stripe.conftest import Listener, Send, body_of, open_library

HARBOR, LAKESIDE = {"stripe_account": "acct_harbor"}, {"stripe_account": "acct_lakeside"}
FEE = {"amount": 5000, "currency": "usd", "confirm": True, "off_session": True, "payment_method": "pm_card_visa"}


def is_missing(call: Any, *sent: Any) -> bool:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        call(*sent)
    return refused.value.code == "resource_missing"


def test_what_one_account_has_no_other_sees(api: Any) -> None:
    paid = api.payment_intents.create(FEE, HARBOR)
    assert api.payment_intents.retrieve(paid.id, {"expand": ["latest_charge"]}, HARBOR).latest_charge.paid
    for options in ({}, LAKESIDE):
        assert is_missing(api.payment_intents.retrieve, paid.id, {}, options)
        assert is_missing(api.refunds.create, {"payment_intent": paid.id}, options)
        assert api.payment_intents.list({}, options).data == []
    assert api.refunds.create({"payment_intent": paid.id}, HARBOR).status == "succeeded"


def test_what_the_platform_has_no_account_sees(api: Any, customer: str) -> None:
    assert is_missing(api.customers.retrieve, customer, {}, HARBOR)
    assert is_missing(api.payment_intents.create, {**FEE, "customer": customer}, HARBOR)


def test_the_answer_says_whose_it_is(api: Any) -> None:
    assert api.customers.create({}, HARBOR).last_response.headers["Stripe-Account"] == "acct_harbor"
    assert "Stripe-Account" not in api.customers.create().last_response.headers


def test_a_key_of_idempotency_counts_for_one_account(api: Any) -> None:
    made = [
        api.customers.create({}, {**options, "idempotency_key": "k"}).id
        for options in ({}, HARBOR, LAKESIDE, HARBOR, LAKESIDE, {})
    ]
    assert len(set(made)) == 3
    assert made[:3] == [made[5], made[3], made[4]]


def test_its_events_name_the_account_and_come_to_the_same_address(
    api: Any, server: StripeServer, listener: Listener
) -> None:
    server.webhooks.listen(listener.url, listener.secret)
    theirs, ours = api.customers.create({}, HARBOR), api.customers.create()
    events = [listener.next_event() for _ in range(2)]
    assert [(event.data.object.id, event.to_dict().get("account")) for event in events] == [
        (theirs.id, "acct_harbor"), (ours.id, None),
    ]  # fmt: skip
    assert [event.id for event in api.events.list({}, HARBOR).data] == [events[0].id]
    assert [event.id for event in api.events.list().data] == [events[1].id]
    assert api.events.list({}, LAKESIDE).data == []
    assert is_missing(api.events.retrieve, events[0].id)


def test_its_held_events_are_delivered_by_id_too(api: Any, send: Send, listener: Listener) -> None:
    send("POST", "/_control/webhooks", {"url": listener.url, "secret": listener.secret, "mode": "hold"})
    api.customers.create({}, HARBOR)
    (event,) = send("GET", "/_control/webhooks")[1]["held"]
    send("POST", "/_control/webhooks/deliver", {"events": [event]})
    assert listener.next_event().account == "acct_harbor"


def test_the_levers_find_an_object_in_its_account(api: Any, server: StripeServer) -> None:
    paid, other = api.payment_intents.create(FEE, HARBOR), api.payment_intents.create(FEE, LAKESIDE)
    refund = api.refunds.create({"payment_intent": other.id}, LAKESIDE)
    server.levers.open_dispute(paid.id)
    server.levers.fail_refund(refund.id)
    assert [dispute.payment_intent for dispute in api.disputes.list({}, HARBOR).data] == [paid.id]
    assert api.disputes.list({}, LAKESIDE).data == []
    (failed,) = api.events.list({"type": "refund.failed"}, LAKESIDE).data
    assert failed.account == "acct_lakeside"
    assert [found["id"] for found in server.account.connected("acct_lakeside").newest("refund")] == [refund.id]


@pytest.mark.parametrize("account", ["cus_1", "acct_", "acct_a-b"])
def test_what_is_no_account_is_refused(api: Any, account: str) -> None:
    with pytest.raises(stripe.PermissionError, match="does not have access") as refused:
        api.customers.create({}, {"stripe_account": account})
    assert (refused.value.http_status, body_of(refused.value).code) == (403, "account_invalid")


def test_a_clinic_may_take_its_access_away(api: Any, send: Send) -> None:
    api.customers.create({}, HARBOR)
    send("POST", "/_control/accounts", {"account": "acct_harbor"})
    with pytest.raises(stripe.PermissionError):
        api.customers.create({}, HARBOR)
    assert api.customers.create({}, LAKESIDE).id


def test_a_browser_names_the_account_in_its_form(api: Any, send: Send) -> None:
    intent = api.payment_intents.create({"amount": 5000, "currency": "usd"}, HARBOR)
    path = f"/v1/payment_intents/{intent.id}?key=pk_test_1&client_secret={intent.client_secret}"
    assert send("GET", f"{path}&_stripe_account=acct_harbor")[1]["id"] == intent.id
    assert send("GET", path)[0] == 404
    assert send("GET", f"{path}&_stripe_account=acct_lakeside")[0] == 404


def test_a_server_names_the_account_in_the_header_only(send: Send) -> None:
    form, server_key = "_stripe_account=acct_harbor", {"authorization": "Bearer sk_test_1"}
    status, body = send("POST", "/v1/customers", form, **server_key)
    assert (status, body["error"]["code"]) == (400, "parameter_unknown")


def test_accounts_follow_the_moved_clock_and_are_forgotten_together(api: Any, server: StripeServer) -> None:
    server.account.clock_offset = 3600
    assert api.customers.create({}, HARBOR).created == pytest.approx(server.account.now(), abs=5)
    server.api.reset()
    assert api.events.list({}, HARBOR).data == []


def test_accounts_survive_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "stripe.json"
    with StripeServer(state_file=state) as before:
        made = open_library(before, "sk_test_1").customers.create({}, {**HARBOR, "idempotency_key": "k"})
        before.levers.disconnect("acct_lakeside")
    with StripeServer(state_file=state) as after:
        api = open_library(after, "sk_test_1")
        assert api.customers.retrieve(made.id, {}, HARBOR).id == made.id
        assert api.customers.create({}, {**HARBOR, "idempotency_key": "k"}).id == made.id
        with pytest.raises(stripe.PermissionError):
            api.customers.create({}, LAKESIDE)
        assert api.events.list({}, HARBOR).data[0].account == "acct_harbor"
