"""Who is calling: a server with its secret key or a browser with the publishable one. Test keys only."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from local.stripe.errors import ApiError

_SECRET = ("sk_test_", "rk_test_")
_PUBLISHABLE = "pk_test_"


def is_publishable(headers: Mapping[str, str], fallback: str | None) -> bool:
    """`fallback` is the form's `key`, which browsers may send instead of a header."""
    key = _key(headers.get("authorization", "")) or fallback or ""
    if key.startswith(_PUBLISHABLE):
        return True
    if key.startswith(_SECRET):
        return False
    raise ApiError(401, {"type": "invalid_request_error", "message": _complaint(key)})


def _key(authorization: str) -> str:
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(credentials).decode().partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return credentials if scheme.lower() == "bearer" else ""


def _complaint(key: str) -> str:
    if not key:
        return "You did not provide an API key. You need to provide your API key in the Authorization header."
    return f"Invalid API Key provided: {key[:8]}{'*' * 8}{key[-4:]}. The local Stripe takes test keys only."


def require_secret() -> ApiError:
    return ApiError(
        401,
        {
            "type": "invalid_request_error",
            "code": "secret_key_required",
            "message": "This API call cannot be made with a publishable API key. Please use a secret API key.",
        },
    )
