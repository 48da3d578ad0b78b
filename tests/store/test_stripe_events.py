"""Stripe's webhook over the store: once, twice, late, early, together with the browser."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
import stripe

from local.stripe.server import StripeServer
from tests.product import DANIEL, JOHNSON, MAYA, Reply
from tests.store.changes import TUESDAY_NINE
from tests.store.desk import Desk, at_once
from tests.store.stripe_events import event_of_confirmation, tell


class Card:
    """Maya's card at Stripe: asked for by a booking, confirmed in her browser, told of by an event."""

    def __init__(self, desk: Desk, server: StripeServer, *, accepted: bool = True) -> None:
        self.desk = desk
        self._server = server
        self._api: Any = stripe.StripeClient("sk_test_0000000000000000", base_addresses={"api": server.url}).v1
        self.appointment_id = desk.hold(desk.patient(MAYA), TUESDAY_NINE).appointment_id
        if accepted:
            self.secret = self.ask().ok()["client_secret"]
        else:
            asked: Any = {
                "metadata": self.metadata,
                "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            }
            intent = self._api.setup_intents.create(asked)
            self.secret = str(intent.client_secret)

    @property
    def metadata(self) -> dict[str, Any]:
        return {"clinic_id": self.desk.product.clinic_id, "appointment_id": self.appointment_id}

    def ask(self, *, key: str | None = None) -> Reply:
        """The browser accepts, or asks whether it is booked by now."""
        body = {
            "appointment_id": self.appointment_id,
            "policy_version": 1,
            "policy_hash": self.desk.policy_hash(),
        }
        return self.desk.product.call("book_slot", "PUT", by=MAYA, body=body, key=key)

    def confirm(self) -> None:
        self._api.setup_intents.confirm(self.secret.partition("_secret_")[0], {"payment_method": "pm_card_visa"})

    def tell(self) -> Reply:
        """Stripe's event of the confirmation."""
        return tell(self.desk.product, event_of_confirmation(self._server, self.secret.partition("_secret_")[0]))

    def status(self) -> str:
        return self.desk.get(self.appointment_id).status


@pytest.fixture
def card(desk: Desk, stripe_server: StripeServer) -> Card:
    return Card(desk, stripe_server)


def test_the_browser_books_once_the_card_is_confirmed(desk: Desk, card: Card) -> None:
    assert card.ask().ok()["status"] == "needs_card"
    card.confirm()
    assert card.ask().ok()["status"] == "booked"
    assert (card.status(), desk.jobs()) == ("booked", {})


def test_an_event_books_where_the_browser_never_came_back(desk: Desk, card: Card) -> None:
    card.confirm()
    assert card.tell().ok() == {"effect": "booked"}
    assert card.status() == "booked"
    kept = desk.patient(MAYA).card
    assert kept is not None
    assert kept.last4 == "4242"


def test_an_event_that_comes_twice_has_one_effect(desk: Desk, card: Card) -> None:
    card.confirm()
    card.tell().ok()
    before = desk.kept()
    assert card.tell().ok() == {"effect": "booked"}
    assert desk.kept() == before


def test_an_event_many_times_and_the_browser_at_once_make_one_visit(desk: Desk, card: Card) -> None:
    card.confirm()
    answers = at_once([card.tell, card.tell, card.tell, card.ask, partial(card.ask, key="k" * 16)])
    assert {answer.status for answer in answers} == {200}
    assert card.status() == "booked"
    assert desk.busy() == [card.appointment_id]
    assert desk.deeds("appointment.book") == [(card.appointment_id, "done")] * 2  # accepted, booked


def test_an_event_before_anybody_accepted_books_nothing(desk: Desk, stripe_server: StripeServer) -> None:
    card = Card(desk, stripe_server, accepted=False)
    card.confirm()
    assert card.tell().ok() == {"effect": "unaccepted"}
    assert card.status() == "pending"


@pytest.mark.parametrize("ticked", [True, False])
def test_a_late_event_books_where_the_time_is_still_free(desk: Desk, card: Card, *, ticked: bool) -> None:
    card.confirm()
    desk.later(minutes=11)
    if ticked:
        desk.product.tick()
        assert card.status() == "cancelled"
    assert card.tell().ok() == {"effect": "booked"}
    assert card.status() == "booked"


def test_a_late_event_on_a_taken_time_says_so_and_takes_nothing(desk: Desk, card: Card) -> None:
    card.confirm()
    desk.later(minutes=11)
    theirs = desk.book(desk.patient(DANIEL), TUESDAY_NINE)
    before = desk.records()
    assert card.tell().ok() == {"effect": "taken"}
    assert desk.records() == before
    assert desk.busy() == [card.appointment_id, theirs.id] or desk.busy() == [theirs.id, card.appointment_id]
    desk.product.tick()
    assert desk.busy() == [theirs.id]


def test_an_event_of_a_cancelled_visit_does_not_bring_it_back(desk: Desk, card: Card) -> None:
    card.confirm()
    card.ask().ok()
    body = {"appointment_id": card.appointment_id, "expected_fee_minor": 0}
    desk.product.call("cancel", "POST", by=MAYA, body=body).ok()
    assert card.tell().ok() == {"effect": "taken"}
    assert card.status() == "cancelled"


def test_an_event_about_nothing_of_ours_has_no_effect(desk: Desk, card: Card, stripe_server: StripeServer) -> None:
    card.confirm()
    event = event_of_confirmation(stripe_server, card.secret.partition("_secret_")[0])
    for metadata in ({}, {"clinic_id": "cln_unknown"}, card.metadata | {"appointment_id": "apt_none"}):
        event = json.loads(json.dumps(event)) | {"id": f"evt_{len(metadata)}"}
        event["data"]["object"]["metadata"] = metadata
        before = [row for row in desk.product.audit_rows() if row["outcome"] == "done"]
        assert tell(desk.product, event).ok() == {"effect": "none"}
        assert [row for row in desk.product.audit_rows() if row["outcome"] == "done"] == before
    assert card.status() == "pending"


def test_hours_closed_between_hold_and_booking_do_not_take_the_hold_away(desk: Desk, card: Card) -> None:
    """What was promised for ten minutes is kept; the provider sees it as a visit outside the hours."""
    closed: dict[str, Any] = {
        "provider_id": desk.get(card.appointment_id).provider_id,
        "version": 1,
        "kind": "closed",
        "first_day": "2027-03-02",
        "last_day": "2027-03-02",
        "hours": {"start": "00:00", "end": "24:00"},
    }
    assert desk.product.call("availability", "POST", by=JOHNSON, body=closed).ok()["outside"]
    card.confirm()
    assert card.ask().ok()["status"] == "booked"
    shown = desk.product.call("availability", by=JOHNSON, query={"provider_id": closed["provider_id"]}).ok()
    assert [visit["starts_at"] for visit in shown["outside"]] == ["2027-03-02T14:00:00Z"]
