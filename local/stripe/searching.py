"""https://docs.stripe.com/search for PaymentIntents and charges, as far as the product asks: the rest is refused.

Stripe finds by search what was made up to a minute ago or more, and nothing newer: `search_lag` does that.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from functools import partial

from local.stripe.call import Call, Route
from local.stripe.errors import Json, invalid_request, not_here
from local.stripe.listing import page_size
from local.stripe.views import shown

_Test = Callable[[Json], bool]
_MOST_CLAUSES = 10
_JOIN = " AND "
_CLAUSE = re.compile(
    r"metadata\['(?P<key>[^'\]]+)'\]:'(?P<value>[^']*)'"
    r"|status:'(?P<status>[a-z_]+)'"
    r"|created(?P<order>>=|<)(?P<instant>\d+)"
)


def search(call: Call, *, kind: str, path: str) -> Json:
    tests = _parse(call.params["query"])
    visible = call.account.now() - call.account.search_lag
    made = (one for one in call.account.newest(kind) if one["created"] <= visible)
    found = [shown(one) for one in made if all(test(one) for test in tests)]
    limit = page_size(call)
    if token := call.get("page"):
        found = found[_position(found, token) + 1 :]
    more = len(found) > limit
    return {
        "object": "search_result",
        "url": path,
        "has_more": more,
        "next_page": _token(found[limit - 1]) if more else None,
        "data": found[:limit],
    }


def _parse(query: str) -> list[_Test]:
    tests: list[_Test] = []
    start = 0
    while match := _CLAUSE.match(query, start):
        tests.append(_test(match))
        if match.end() == len(query):
            break
        if not query.startswith(_JOIN, match.end()):
            raise not_here("query")
        start = match.end() + len(_JOIN)
    else:
        raise not_here("query")
    if len(tests) > _MOST_CLAUSES:
        raise invalid_request("A search query takes up to 10 clauses.", param="query")
    return tests


def _test(match: re.Match[str]) -> _Test:
    """Stripe's `:` compares whole values and ignores case."""
    key, value, status, instant = match.group("key", "value", "status", "instant")
    if key:
        return lambda made: str(made["metadata"].get(key, "")).casefold() == value.casefold()
    if status:
        return lambda made: bool(made["status"] == status)
    if match["order"] == "<":
        return lambda made: bool(made["created"] < int(instant))
    return lambda made: bool(made["created"] >= int(instant))


def _token(last: Json) -> str:
    return base64.urlsafe_b64encode(last["id"].encode()).decode()


def _position(found: list[Json], token: str) -> int:
    try:
        last = base64.urlsafe_b64decode(token).decode()
        return [one["id"] for one in found].index(last)
    except (binascii.Error, ValueError) as error:
        raise invalid_request("Invalid page.", param="page") from error


def _route(kind: str, params: str) -> Route:
    path = f"/v1/{kind}s/search"
    return Route("GET", path, params, partial(search, kind=kind, path=path), "query limit page")


ROUTES = (_route("payment_intent", "PaymentIntentSearchParams"), _route("charge", "ChargeSearchParams"))
