"""Pages of a list, newest first, as Stripe turns them (https://docs.stripe.com/api/pagination)."""

from __future__ import annotations

from collections.abc import Iterable

from local.stripe.call import Call
from local.stripe.errors import Json, invalid_request, no_such
from local.stripe.views import shown

UNDATED_PAGING = "limit starting_after ending_before"
PAGING = f"{UNDATED_PAGING} created"


def page(call: Call, url: str, objects: Iterable[Json]) -> Json:
    limit = page_size(call)
    found = [shown(found) for found in objects if _in_range(found["created"], call.get("created"))]
    before, after = call.get("ending_before"), call.get("starting_after")
    if after:
        found = found[_position(found, after, "starting_after") + 1 :]
    if before:
        found = found[: _position(found, before, "ending_before")]
        return _list(url, found[-limit:], has_more=len(found) > limit)
    return _list(url, found[:limit], has_more=len(found) > limit)


def page_size(call: Call) -> int:
    limit: int = call.params.get("limit", 10)
    if not 1 <= limit <= 100:
        raise invalid_request("Invalid limit: must be between 1 and 100", param="limit")
    return limit


def matching(call: Call, objects: Iterable[Json], fields: str) -> Iterable[Json]:
    """Those whose fields equal the parameters of the same name that were sent."""
    wanted = {name: call.params[name] for name in fields.split() if name in call.params}
    return (found for found in objects if all(found[name] == value for name, value in wanted.items()))


def _list(url: str, data: list[Json], *, has_more: bool) -> Json:
    return {"object": "list", "url": url, "has_more": has_more, "data": data}


def _position(found: list[Json], object_id: str, param: str) -> int:
    for position, candidate in enumerate(found):
        if candidate["id"] == object_id:
            return position
    raise no_such("object", object_id, param=param)


def _in_range(created: int, wanted: Json | int | None) -> bool:
    if wanted is None:
        return True
    if isinstance(wanted, int):
        return created == wanted
    tests = {"gt": created.__gt__, "gte": created.__ge__, "lt": created.__lt__, "lte": created.__le__}
    return all(tests[name](bound) for name, bound in wanted.items())
