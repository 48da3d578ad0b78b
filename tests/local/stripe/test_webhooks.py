"""Events arrive signed; twice, late, never and out of order when asked."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
import stripe

from local.stripe.server import StripeServer
from local.stripe.webhooks import Mode
from tests.local.stripe.conftest import Listener, Send

CARDS_ONLY = {"automatic_payment_methods": {"enabled": True, "allow_redirects": "never"}}


def keep_card(api: Any) -> None:
    intent = api.setup_intents.create(CARDS_ONLY)
    api.setup_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})


def test_an_event_arrives_signed_with_the_object_as_it_was(api: Any, server: StripeServer, listener: Listener) -> None:
    server.webhooks.listen(listener.url, listener.secret)
    keep_card(api)
    created, succeeded = listener.next_event(), listener.next_event()
    assert (created.type, created.data.object.status) == ("setup_intent.created", "requires_payment_method")
    assert (succeeded.type, succeeded.data.object.status) == ("setup_intent.succeeded", "succeeded")
    assert api.events.retrieve(created.id).type == created.type


def test_a_wrong_secret_is_noticed(api: Any, server: StripeServer, listener: Listener) -> None:
    server.webhooks.listen(listener.url, "whsec_other")
    api.customers.create()
    with pytest.raises(stripe.SignatureVerificationError):
        listener.next_event()


def test_twice_means_the_same_event_twice(api: Any, server: StripeServer, listener: Listener) -> None:
    server.webhooks.listen(listener.url, listener.secret, Mode.TWICE)
    api.customers.create()
    assert listener.next_event().id == listener.next_event().id
    assert listener.is_quiet()


def test_dropped_events_are_only_in_the_list(api: Any, server: StripeServer, listener: Listener) -> None:
    server.webhooks.listen(listener.url, listener.secret, Mode.DROP)
    api.customers.create()
    assert listener.is_quiet()
    assert [event.type for event in api.events.list().data] == ["customer.created"]


def test_held_events_come_in_any_order_asked_and_any_number_of_times(api: Any, send: Send, listener: Listener) -> None:
    send("POST", "/_control/webhooks", {"url": listener.url, "secret": listener.secret, "mode": "hold"})
    keep_card(api)
    assert listener.is_quiet()
    ids = send("GET", "/_control/webhooks")[1]["held"]
    assert len(ids) == 2
    for order in permutations(ids):
        _, body = send("POST", "/_control/webhooks/deliver", {"events": order, "times": 2})
        expected = [event for event in order for _ in range(2)]
        assert [delivery["event"] for delivery in body["deliveries"]] == expected
        assert [listener.next_event().id for _ in expected] == expected


def test_held_events_can_be_delivered_newest_first(api: Any, send: Send, listener: Listener) -> None:
    send("POST", "/_control/webhooks", {"url": listener.url, "secret": listener.secret, "mode": "hold"})
    keep_card(api)
    send("POST", "/_control/webhooks/deliver", {"order": "newest_first"})
    assert [listener.next_event().type for _ in range(2)] == [
        "setup_intent.succeeded",
        "setup_intent.created",
    ]
    assert send("GET", "/_control/webhooks")[1]["held"] == []


def test_what_the_endpoint_answered_is_reported(api: Any, send: Send, listener: Listener) -> None:
    send("POST", "/_control/webhooks", {"url": listener.url, "secret": listener.secret, "mode": "hold"})
    api.customers.create()
    listener.answers.append(503)
    _, body = send("POST", "/_control/webhooks/deliver", {})
    assert [delivery["status"] for delivery in body["deliveries"]] == [503]


def test_an_endpoint_that_is_not_there_answers_nothing(api: Any, send: Send) -> None:
    send("POST", "/_control/webhooks", {"url": "http://127.0.0.1:1/", "secret": "s", "mode": "hold"})
    api.customers.create()
    _, body = send("POST", "/_control/webhooks/deliver", {})
    assert body["deliveries"][0]["status"] == 0


def test_a_refused_event_is_sent_again(
    api: Any, server: StripeServer, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local.stripe.webhooks._RETRY_SECONDS", (0.01,))
    server.webhooks.listen(listener.url, listener.secret)
    listener.answers.append(500)
    api.customers.create()
    assert listener.next_event().id == listener.next_event().id


def test_signatures_follow_the_moved_clock(api: Any, server: StripeServer, send: Send, listener: Listener) -> None:
    now = send("POST", "/_control/clock", {"offset_seconds": 3600})[1]["now"]
    server.webhooks.listen(listener.url, listener.secret)
    api.customers.create()
    _, signature = listener.received.get(timeout=5)
    assert now <= int(signature.split(",")[0].removeprefix("t=")) <= now + 5
