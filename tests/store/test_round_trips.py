"""How often a call goes to Valkey: the door and the deed, on one server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import pytest

from common import wiring
from common.http import registry
from local.demo.practice import JOHNSON as PROVIDER
from local.stripe.server import StripeServer
from tests.chaos.story import STEPS, Story
from tests.product import JOHNSON, MAYA, Product, Reply
from tests.store.stripe_events import event_of_confirmation, tell

pytestmark = pytest.mark.parametrize("url", ["one server"], indirect=True)

DAYS: Final = {"first_day": "2027-03-02", "last_day": "2027-03-31"}
# A PUT of book_slot asks Stripe in between: what was agreed is written before, what Stripe said after.
MOST: Final[Mapping[str, int]] = {
    "sign_up": 2,
    "hold": 2,
    "accept": 3,
    "book": 3,
    "note": 3,  # and the notes, so that the page shows what is there
    "close": 3,  # and the visits that fall outside
    "change_details": 2,
    "attend": 2,
    "take_back": 2,
    "move": 2,
    "cancel": 2,
}


def trips(call: Callable[[], Reply]) -> int:
    """Of a warm function, which has met this clinic and whose scripts Valkey knows."""
    valkey = wiring.door().valkey
    before = valkey.trips
    call().ok()
    return valkey.trips - before


def reads(appointment_id: str) -> dict[str, Callable[[Product], Reply]]:
    of_visit = {"appointment_id": appointment_id}
    to = {"provider_id": PROVIDER, "starts_at": "2027-03-04T15:00:00Z"}
    calendar = {"provider_id": PROVIDER, "from_at": "2027-03-01T00:00:00Z", "until": "2027-03-08T00:00:00Z"}
    return {
        "appointment_notes": lambda p: p.call("appointment_notes", by=JOHNSON, query=of_visit),
        "appointment_types": lambda p: p.call("appointment_types", by=JOHNSON),
        "appointments": lambda p: p.call("appointments", by=MAYA),
        "appointments of a provider": lambda p: p.call("appointments", by=JOHNSON, query=calendar),
        "availability": lambda p: p.call("availability", by=JOHNSON, query={"provider_id": PROVIDER}),
        "cancel": lambda p: p.call("cancel", by=MAYA, query=of_visit),
        "charges": lambda p: p.call("charges", by=MAYA, query={"as": "patient"}),
        "clinic": lambda p: p.call("clinic", query={"slug": "harbor-dermatology"}),
        "open_slots": lambda p: p.call("open_slots", query={"appointment_type_id": "typ_acnevisit", **DAYS}),
        "payment_method": lambda p: p.call("payment_method", by=MAYA),
        "policy": lambda p: p.call("policy", by=JOHNSON),
        "profile": lambda p: p.call("profile", by=MAYA),
        "reschedule": lambda p: p.call("reschedule", by=MAYA, query=of_visit | to),
    }


def test_a_read_takes_two_trips_at_most(product: Product, stripe_server: StripeServer) -> None:
    story = Story(product, stripe_server.url)
    for name in ("sign_up", "hold", "accept", "book"):
        story.take(name).ok()
    counted = {name: trips(partial(read, product)) for name, read in reads(_visit(story)).items()}
    assert {name: count for name, count in counted.items() if count > 2} == {}
    assert {name.split(" ")[0] for name in counted} == {
        name for name, contract in registry.load().items() if any(one.method == "GET" for one in contract.operations)
    }


def test_a_write_takes_no_more_trips_than_it_says(product: Product, stripe_server: StripeServer) -> None:
    warm = Story(product, stripe_server.url)
    for name in STEPS:
        warm.take(name).ok()
    product.raw.flushdb()
    product.start_demo_clinic()
    story = Story(product, stripe_server.url)
    counted: dict[str, Any] = {}
    for name in STEPS:
        story.prepare(name)
        counted[name] = trips(partial(STEPS[name], story, name))
        story.take(name).ok()
    assert counted == MOST


def test_stripes_event_takes_three_trips(product: Product, stripe_server: StripeServer) -> None:
    """The door, the deed, and the note that this event needn't be swept up any more."""
    story = Story(product, stripe_server.url)
    for name in ("sign_up", "hold", "accept"):
        story.take(name).ok()
    story.prepare("book")
    intent_id = story.told["accept"]["client_secret"].partition("_secret_")[0]
    event = event_of_confirmation(stripe_server, intent_id)
    assert trips(lambda: tell(product, event)) == 3


def _visit(story: Story) -> str:
    return str(story.told["hold"]["appointment_id"])
