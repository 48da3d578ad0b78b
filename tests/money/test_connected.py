"""A clinic with an account of its own at Stripe: it is paid there, and only its own events count."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from common.store.practices import body_of, practice_of
from tests.functions.steps import accept, hold, later
from tests.money.crashing import KilledError, Reaper, let_in
from tests.money.till import BOTOX, TUESDAY, Till
from tests.product import MAYA

ACCOUNT = "acct_harbor1"


@pytest.fixture
def connected(till: Till) -> Till:
    """The clinic has an account of its own, connected to ours."""
    key = f"c:{{{till.product.clinic_id}}}:practice"
    version, body = till.product.raw.hmget(key, "version", "body")
    practice = practice_of(int(version), body)
    changed = replace(practice, clinic=replace(practice.clinic, stripe_account=ACCOUNT))
    till.product.raw.hset(key, mapping={"version": int(version) + 1, "body": body_of(changed)})
    return till


def test_a_clinic_with_an_account_of_its_own_is_paid_there(connected: Till) -> None:
    till = connected
    public = till.product.call("clinic", query={"slug": "harbor-dermatology"}).ok()
    assert public["stripe_account"] == ACCOUNT
    held = hold(till.product, MAYA, TUESDAY, kind=BOTOX).ok()
    secret = accept(till.product, MAYA, held).ok()["client_secret"]
    account = till.bank.server.account.connected(ACCOUNT)
    (intent,) = account.newest("payment_intent")
    assert till.bank.made("payment_intent") == []
    till.bank.api.payment_intents.confirm(
        secret.partition("_secret_")[0], {"payment_method": "pm_card_visa"}, {"stripe_account": ACCOUNT}
    )
    assert accept(till.product, MAYA, held).ok()["status"] == "booked"
    assert intent["status"] == "succeeded"
    till.product.enforce()
    assert till.visit(held["appointment_id"])["paid_minor"] == 5000


def test_events_of_its_account_count_and_those_of_another_do_not(connected: Till) -> None:
    till = connected
    held = hold(till.product, MAYA, TUESDAY, kind=BOTOX).ok()
    secret = accept(till.product, MAYA, held).ok()["client_secret"]
    till.bank.api.payment_intents.confirm(
        secret.partition("_secret_")[0], {"payment_method": "pm_card_visa"}, {"stripe_account": ACCOUNT}
    )
    account = till.bank.server.account.connected(ACCOUNT)
    event = json.loads(
        json.dumps(next(one for one in account.newest("event") if one["type"] == "payment_intent.succeeded"))
    )
    foreign = {**event, "id": "evt_forged", "account": "acct_somebodyelse"}
    assert till.bank.deliver(foreign).ok()["effect"] == "none"
    ours = {name: value for name, value in event.items() if name != "account"}
    assert till.bank.deliver({**ours, "id": "evt_ours"}).ok()["effect"] == "none"
    assert till.bank.deliver(event).ok()["effect"] == "booked"


def test_its_events_are_swept_up_although_nothing_else_is_due(connected: Till) -> None:
    """A card was confirmed there and nobody told us, long after the last job was done."""
    till = connected
    hold(till.product, MAYA, TUESDAY).ok()
    for _ in range(3):
        later(till.product, hours=1)
        till.product.tick()
        till.product.enforce()
    started = till.product.call("payment_method", "POST", by=MAYA, body={}).ok()
    till.bank.api.setup_intents.confirm(
        started["setup_intent_id"], {"payment_method": "pm_card_visa"}, {"stripe_account": ACCOUNT}
    )
    later(till.product, hours=1)
    assert till.product.enforce()["swept"] > 0
    (card,) = till.product.call("payment_method", by=MAYA).ok()["cards"]
    assert card["last4"] == "4242"


def test_they_are_looked_through_within_the_hour_although_a_tick_died_after_its_jobs(
    connected: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = connected
    hold(till.product, MAYA, TUESDAY).ok()
    later(till.product, hours=1)
    till.product.tick()
    with monkeypatch.context() as until_then:
        reaper = Reaper(after="put_off")
        let_in(reaper, until_then)
        with pytest.raises(KilledError), reaper.watching():
            till.product.enforce()
    started = till.product.call("payment_method", "POST", by=MAYA, body={}).ok()
    till.bank.api.setup_intents.confirm(
        started["setup_intent_id"], {"payment_method": "pm_card_visa"}, {"stripe_account": ACCOUNT}
    )
    later(till.product, hours=1)
    assert till.product.enforce()["swept"] > 0
