"""https://docs.stripe.com/api/events: what happened in the last 30 days, for whoever missed a webhook."""

from __future__ import annotations

from collections.abc import Callable

from local.stripe.call import Call, Route
from local.stripe.errors import Json, invalid_request, no_such
from local.stripe.listing import PAGING, page

_KEPT_SECONDS = 30 * 86_400
_MOST_TYPES = 20


def retrieve(call: Call) -> Json:
    event = call.account.get("event", call.target)
    if not _is_kept(call, event):
        raise no_such("event", call.target)
    return event


def list_all(call: Call) -> Json:
    wanted = _wanted(call)
    found = (event for event in call.account.newest("event") if _is_kept(call, event) and wanted(event["type"]))
    return page(call, "/v1/events", found)


def _is_kept(call: Call, event: Json) -> bool:
    return bool(call.account.now() - event["created"] <= _KEPT_SECONDS)


def _wanted(call: Call) -> Callable[[str], bool]:
    """By `types`, or by `type`, where `charge.*` is every event of charges."""
    kind, kinds = call.get("type"), call.get("types")
    if kind and kinds:
        raise invalid_request("You may only specify one of these parameters: type, types.", param="types")
    if kinds and len(kinds) > _MOST_TYPES:
        raise invalid_request(f"You may pass up to {_MOST_TYPES} types.", param="types")
    if kinds:
        return lambda name: name in kinds
    if kind and kind.endswith("*"):
        return lambda name: name.startswith(kind[:-1])
    return lambda name: kind in {None, name}


ROUTES = (
    Route("GET", "/v1/events", "EventListParams", list_all, f"type types {PAGING}"),
    Route("GET", "/v1/events/{id}", "EventRetrieveParams", retrieve),
)
