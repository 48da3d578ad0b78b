"""https://docs.stripe.com/api/events: everything that happened, for whoever missed a webhook."""

from __future__ import annotations

from local.stripe.call import Call, Route
from local.stripe.errors import Json
from local.stripe.listing import PAGING, matching, page


def retrieve(call: Call) -> Json:
    return call.account.get("event", call.target)


def list_all(call: Call) -> Json:
    kinds = call.get("types")
    found = (event for event in call.account.newest("event") if not kinds or event["type"] in kinds)
    return page(call, "/v1/events", matching(call, found, "type"))


ROUTES = (
    Route("GET", "/v1/events", "EventListParams", list_all, f"type types {PAGING}"),
    Route("GET", "/v1/events/{id}", "EventRetrieveParams", retrieve),
)
