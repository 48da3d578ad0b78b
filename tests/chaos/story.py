"""The story of a booking in steps, each of which may be asked for again with its own key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import stripe

from local.demo.practice import JOHNSON as PROVIDER
from tests.product import JOHNSON, MAYA, Person, Product, Reply, details
from tests.store.places import kept

ACNE: Final = "typ_acnevisit"


@dataclass
class Story:
    """`told` is what the steps so far were answered."""

    product: Product
    stripe_url: str
    told: dict[str, Any] = field(default_factory=dict)

    def take(self, name: str) -> Reply:
        """Asks for a step, once; asked again, it is the same request."""
        self.prepare(name)
        reply = STEPS[name](self, name)
        if reply.status == 200:
            self.told[name] = reply.json
        return reply

    def prepare(self, name: str) -> None:
        """What Maya has seen, and done elsewhere, before she asks for the step."""
        if name == "hold":
            self.told["start"] = self.told.get("start") or self._first_free()
        elif name == "book":
            self._confirm_card()

    def ask(self, name: str, by: Person, function: str, method: str, body: Mapping[str, Any]) -> Reply:
        return self.product.call(function, method, by=by, body=body, key=f"key-of-step-{name}")

    def _first_free(self) -> str:
        """The first time that Dr. Johnson has for Maya."""
        query = {"appointment_type_id": ACNE, "provider_id": PROVIDER}
        days = {"first_day": "2027-03-02", "last_day": "2027-03-02"}
        return str(self.product.call("open_slots", query=query | days).ok()["days"][0]["slots"][0]["starts_at"])

    def _confirm_card(self) -> None:
        """What Maya does on Stripe's side; it has nothing to do with Valkey."""
        api: Any = stripe.StripeClient("sk_test_0000000000000000", base_addresses={"api": self.stripe_url}).v1
        intent_id = self.told["accept"]["client_secret"].partition("_secret_")[0]
        if api.setup_intents.retrieve(intent_id).status != "succeeded":
            api.setup_intents.confirm(intent_id, {"payment_method": "pm_card_visa"})

    @property
    def acceptance(self) -> dict[str, Any]:
        held = self.told["hold"]
        receipt = {name: held["receipt"][name] for name in ("policy_version", "policy_hash")}
        return {"appointment_id": held["appointment_id"], **receipt}


def _sign_up(story: Story, name: str) -> Reply:
    return story.ask(name, MAYA, "sign_up", "POST", details(MAYA))


def _hold(story: Story, name: str) -> Reply:
    body = {"provider_id": PROVIDER, "appointment_type_id": ACNE, "starts_at": story.told["start"]}
    return story.ask(name, MAYA, "book_slot", "POST", body)


def _accept(story: Story, name: str) -> Reply:
    return story.ask(name, MAYA, "book_slot", "PUT", story.acceptance)


def _book(story: Story, name: str) -> Reply:
    return story.ask(name, MAYA, "book_slot", "PUT", story.acceptance)


def _note(story: Story, name: str) -> Reply:
    body = {"appointment_id": story.told["hold"]["appointment_id"], "text": "Both arms."}
    return story.ask(name, JOHNSON, "appointment_notes", "POST", body)


def _close(story: Story, name: str) -> Reply:
    days = {"first_day": "2027-03-09", "last_day": "2027-03-09", "hours": {"start": "09:00", "end": "12:00"}}
    body = {"provider_id": PROVIDER, "version": 1, "kind": "closed", **days}
    return story.ask(name, JOHNSON, "availability", "POST", body)


def _change_details(story: Story, name: str) -> Reply:
    body = {**details(MAYA), "phone": "+16175550199", "version": story.told["sign_up"]["version"]}
    body.pop("privacy_notice")
    return story.ask(name, MAYA, "profile", "PUT", body)


def _attend(story: Story, name: str) -> Reply:
    body = {"appointment_id": story.told["hold"]["appointment_id"], "status": "arrived", "version": 3}
    return story.ask(name, JOHNSON, "attendance", "POST", body)


def _take_back(story: Story, name: str) -> Reply:
    body = {"appointment_id": story.told["hold"]["appointment_id"], "status": "booked", "version": 4}
    return story.ask(name, JOHNSON, "attendance", "POST", body)


def _move(story: Story, name: str) -> Reply:
    """To a time of the same length, later that week."""
    body = {"appointment_id": story.told["hold"]["appointment_id"], "provider_id": PROVIDER, "version": 5}
    body |= {"starts_at": "2027-03-04T15:00:00Z", "expected_owed_minor": 0}
    return story.ask(name, MAYA, "reschedule", "POST", body)


def _cancel(story: Story, name: str) -> Reply:
    body = {"appointment_id": story.told["hold"]["appointment_id"], "expected_fee_minor": 0}
    return story.ask(name, MAYA, "cancel", "POST", body)


STEPS: Final[Mapping[str, Callable[[Story, str], Reply]]] = {
    "sign_up": _sign_up,
    "hold": _hold,
    "accept": _accept,
    "book": _book,
    "note": _note,
    "close": _close,
    "change_details": _change_details,
    "attend": _attend,
    "take_back": _take_back,
    "move": _move,
    "cancel": _cancel,
}


def shape(product: Product) -> tuple[Counter[str], list[tuple[str, str]]]:
    """Which kinds of keys there are, and what was changed, in order: the same for the same story, told on any day."""
    names = Counter(re.sub(r"(_[0-9a-z]{20}|uid-\w+|seti_\w+)", "*", key.decode()) for key in kept(product.raw))
    changes = [row for row in product.audit_rows() if row["action"] not in READS and row["outcome"] == "done"]
    return names, [(row["action"], row["outcome"]) for row in changes]


READS: Final = {"note.read", "desk.enter"}
