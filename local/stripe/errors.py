"""What Stripe answers when it refuses (https://docs.stripe.com/api/errors)."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
_NAMES = {"payment_method": "PaymentMethod", "payment_intent": "payment_intent"}


class ApiError(Exception):
    """`error` is the body's `error` object as Stripe shapes it."""

    def __init__(self, status: int, error: Json) -> None:
        super().__init__(error["message"])
        self.status = status
        self.error = error


def invalid_request(
    message: str, *, code: str | None = None, param: str | None = None, status: int = 400, **more: Any
) -> ApiError:
    named = {name: value for name, value in (("code", code), ("param", param)) if value}
    return ApiError(status, {"type": "invalid_request_error", "message": message, **named, **more})


def no_such(kind: str, object_id: str, *, param: str = "id") -> ApiError:
    name = _NAMES.get(kind, kind.replace("_", ""))
    return invalid_request(f"No such {name}: '{object_id}'", code="resource_missing", param=param, status=404)


def no_access(account_id: str) -> ApiError:
    return invalid_request(
        f"The provided key does not have access to account '{account_id}' (or that account does not exist). "
        "Application access may have been revoked.",
        code="account_invalid",
        status=403,
    )


def card_error(code: str, message: str, *, decline_code: str | None = None, **more: Any) -> ApiError:
    declined = {"decline_code": decline_code} if decline_code else {}
    return ApiError(402, {"type": "card_error", "code": code, "message": message, **declined, **more})


def not_here(what: str) -> ApiError:
    """Better an answer that stops the test than one that quietly ignores what was asked."""
    return invalid_request(f"The local Stripe doesn't do {what}.", code="not_in_the_local_stripe", param=what)
