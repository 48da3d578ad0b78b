"""Finding again what was made: lists at once, a search when Stripe gets to it, events for 30 days."""

from __future__ import annotations

from typing import Any

import pytest
import stripe

from local.stripe.server import StripeServer
from tests.local.stripe.conftest import Send

FEE = {"amount": 5000, "currency": "usd"}
DAY = 86_400


def pay(api: Any, **more: Any) -> Any:
    return api.payment_intents.create(
        {**FEE, "payment_method": "pm_card_visa", "confirm": True, "off_session": True, **more}
    )


def make_at(api: Any, server: StripeServer, offset: int, **more: Any) -> Any:
    server.account.clock_offset = offset
    return api.payment_intents.create({**FEE, **more})


def ids(found: Any) -> list[str]:
    return [one.id for one in found]


def test_a_customers_payments_are_listed_newest_first_within_a_range(
    api: Any, server: StripeServer, customer: str
) -> None:
    first, second, third = (make_at(api, server, offset, customer=customer) for offset in (0, 100, 200))
    make_at(api, server, 150, customer=api.customers.create().id)
    theirs = {"customer": customer}
    assert ids(api.payment_intents.list(theirs).data) == ids([third, second, first])
    since = {**theirs, "created": {"gte": second.created, "lt": third.created}}
    assert ids(api.payment_intents.list(since).data) == [second.id]
    assert ids(api.payment_intents.list({**theirs, "limit": 1}).auto_paging_iter()) == ids([third, second, first])
    after = api.payment_intents.list({**theirs, "starting_after": third.id})
    assert ids(after.data) == ids([second, first])


def test_a_payments_refunds_are_listed_newest_first(api: Any) -> None:
    paid, other = pay(api), pay(api)
    made = [api.refunds.create({"payment_intent": paid.id, "amount": 100 + n}) for n in range(3)]
    api.refunds.create({"payment_intent": other.id})
    found = api.refunds.list({"payment_intent": paid.id, "limit": 2})
    assert (ids(found.data), found.has_more) == (ids(made[:0:-1]), True)
    assert ids(found.auto_paging_iter()) == ids(made[::-1])


def test_events_are_listed_by_kind_and_time(api: Any, server: StripeServer) -> None:
    pay(api)
    server.account.clock_offset = 100
    later = pay(api)
    kinds = ["payment_intent.succeeded", "charge.succeeded"]
    both = api.events.list({"types": kinds, "limit": 1})
    assert [event.type for event in both.auto_paging_iter()] == kinds * 2
    made = later.created
    assert len(api.events.list({"types": kinds, "created": {"gte": made}}).data) == 2
    assert len(api.events.list({"type": "payment_intent.*", "created": {"lt": made}}).data) == 2
    assert api.events.list({"type": "payment_intent"}).data == []
    for wrong in ({"type": "charge.succeeded", "types": kinds}, {"types": ["charge.succeeded"] * 21}):
        with pytest.raises(stripe.InvalidRequestError):
            api.events.list(wrong)


def test_an_event_is_forgotten_after_thirty_days(api: Any, server: StripeServer) -> None:
    pay(api)
    (event, *_) = api.events.list().data
    server.account.clock_offset = 30 * DAY - 5
    assert api.events.retrieve(event.id).id == event.id
    server.account.clock_offset = 30 * DAY + 5
    assert api.events.list().data == []
    with pytest.raises(stripe.InvalidRequestError) as gone:
        api.events.retrieve(event.id)
    assert gone.value.code == "resource_missing"


def test_a_search_finds_by_metadata_status_and_time(api: Any, server: StripeServer) -> None:
    mine = {"metadata": {"appointment_id": "ap_1", "kind": "fee"}}
    early, late = (make_at(api, server, offset, **mine) for offset in (0, 100))
    make_at(api, server, 100, metadata={"appointment_id": "ap_2"})
    api.payment_intents.cancel(late.id)
    for query, found in (
        ("metadata['appointment_id']:'ap_1'", [late, early]),
        ("metadata['appointment_id']:'AP_1' AND metadata['kind']:'fee'", [late, early]),
        (f"metadata['kind']:'fee' AND created>={late.created}", [late]),
        (f"created<{late.created} AND metadata['kind']:'fee'", [early]),
        ("status:'canceled'", [late]),
        ("metadata['appointment_id']:'ap'", []),
        ("metadata['patient_id']:'ap_1'", []),
    ):
        assert ids(api.payment_intents.search({"query": query}).data) == ids(found), query


def test_a_search_finds_charges_by_what_their_intents_said_and_when_they_were_paid(
    api: Any, server: StripeServer
) -> None:
    never = {"enabled": True, "allow_redirects": "never"}
    made = api.payment_intents.create({**FEE, "metadata": {"kind": "fee"}, "automatic_payment_methods": never})
    server.account.clock_offset = 3 * 86_400
    with pytest.raises(stripe.CardError):
        api.payment_intents.confirm(made.id, {"payment_method": "pm_card_visa_chargeDeclined"})
    api.payment_intents.confirm(made.id, {"payment_method": "pm_card_visa"})
    query = f"metadata['kind']:'fee' AND status:'succeeded' AND created>={made.created + 86_400}"
    (paid,) = api.charges.search({"query": query, "expand": ["data.payment_intent.latest_charge"]}).data
    assert (paid.payment_intent.id, paid.payment_intent.latest_charge.id) == (made.id, paid.id)
    assert api.payment_intents.search({"query": query}).data == []


def test_a_search_turns_its_pages(api: Any) -> None:
    made = [api.payment_intents.create({**FEE, "metadata": {"kind": "fee"}}) for _ in range(3)]
    query = "metadata['kind']:'fee'"
    first = api.payment_intents.search({"query": query, "limit": 2})
    assert (first.object, first.has_more, ids(first.data)) == ("search_result", True, ids(made[:0:-1]))
    last = api.payment_intents.search({"query": query, "limit": 2, "page": first.next_page})
    assert (ids(last.data), last.has_more, last.next_page) == ([made[0].id], False, None)
    assert ids(first.auto_paging_iter()) == ids(made[::-1])
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.payment_intents.search({"query": query, "page": "2"})
    assert refused.value.param == "page"


@pytest.mark.parametrize(
    "query",
    ["", "amount>100", "created>5", "status:'canceled' OR status:'succeeded'", "-status:'canceled'", "status:canceled",
     "metadata['a']:null", "metadata['a']~'b'", "status:'canceled' AND ", "status:'canceled' status:'canceled'"],
)  # fmt: skip
def test_a_search_for_anything_else_is_refused(api: Any, query: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.payment_intents.search({"query": query})
    assert refused.value.param == "query"


def test_a_search_has_up_to_ten_clauses(api: Any) -> None:
    clause = "status:'canceled'"
    assert api.payment_intents.search({"query": " AND ".join([clause] * 10)}).data == []
    with pytest.raises(stripe.InvalidRequestError, match="10 clauses"):
        api.payment_intents.search({"query": " AND ".join([clause] * 11)})


def test_a_search_may_come_too_early_where_a_list_does_not(api: Any, send: Send, server: StripeServer) -> None:
    send("POST", "/_control/search", {"lag_seconds": 60})
    made = api.payment_intents.create({**FEE, "metadata": {"kind": "fee"}})
    query = {"query": "metadata['kind']:'fee'"}
    assert api.payment_intents.search(query).data == []
    assert ids(api.payment_intents.list().data) == [made.id]
    server.account.clock_offset = 60
    assert ids(api.payment_intents.search(query).data) == [made.id]
