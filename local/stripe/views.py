"""What of an object is shown, to whom, and with which of its references expanded."""

from __future__ import annotations

from typing import Any

from local.stripe.account import Account
from local.stripe.errors import Json, invalid_request

# A browser holding a client secret sees what it needs to confirm, and neither customer nor metadata.
_PUBLIC = {
    "setup_intent": """id object automatic_payment_methods cancellation_reason client_secret created
        description last_setup_error livemode next_action payment_method payment_method_types status usage""",
    "payment_intent": """id object amount automatic_payment_methods canceled_at cancellation_reason
        capture_method client_secret confirmation_method created currency description last_payment_error
        livemode next_action payment_method payment_method_types processing receipt_email
        setup_future_usage shipping source status""",
}


def shown(body: Json) -> Json:
    return {name: value for name, value in body.items() if not name.startswith("_")}


def previous(before: Json, after: Json) -> Json:
    """What an event says of the fields that changed: their values before, deep down where they are objects."""
    changed: Json = {}
    for name, value in shown(after).items():
        old = before.get(name)
        if isinstance(value, dict) and isinstance(old, dict):
            if inner := previous(old, value):
                changed[name] = inner
        elif old != value:
            changed[name] = old
    return changed


def public(body: Json) -> Json:
    fields = _PUBLIC.get(body["object"])
    return {name: body[name] for name in fields.split() if name in body} if fields else shown(body)


def expanded(account: Account, body: Json, paths: list[str]) -> Json:
    """The body with each path of `expand` replaced by the object it refers to."""
    view = shown(body)
    for path in paths:
        _expand(account, view, path, path)
    return view


def _expand(account: Account, view: Json, path: str, whole: str) -> None:
    name, _, rest = path.partition(".")
    if name not in view:
        raise invalid_request(f"This property cannot be expanded ({whole}).", param="expand")
    view[name] = _expanded_value(account, view[name], rest, whole)


def _expanded_value(account: Account, value: Any, rest: str, whole: str) -> Any:
    if isinstance(value, list):
        return [_expanded_value(account, item, rest, whole) for item in value]
    if isinstance(value, str) and value in account.objects:
        value = account.objects[value]
    if value is None:
        return None
    if not isinstance(value, dict) or "object" not in value:
        raise invalid_request(f"This property cannot be expanded ({whole}).", param="expand")
    return expanded(account, value, [rest] if rest else [])
