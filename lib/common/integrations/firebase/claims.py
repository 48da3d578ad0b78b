"""What a verified token says, in our own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from common.domain.errors import UnauthenticatedError
from common.domain.identity import Identity

SKEW_SECONDS: Final = 10  # how far two well-kept clocks may differ


@dataclass(frozen=True, slots=True)
class Claims:
    """`issued_at` and `expires_at` in epoch seconds."""

    identity: Identity
    issued_at: int
    expires_at: int

    def require_current(self, now: float) -> None:
        """Raises UnauthenticatedError outside the token's hour, or before its sign-in took place."""
        begins_at = max(self.issued_at, self.identity.signed_in_at)
        if not begins_at - SKEW_SECONDS <= now <= self.expires_at + SKEW_SECONDS:
            raise UnauthenticatedError("the token isn't current")


def read_claims(token: Mapping[str, Any]) -> Claims:
    """Raises UnauthenticatedError where a claim is missing or of another type.

    An account without an email address (an anonymous one, say) is nobody here.
    """
    sign_in = token.get("firebase")
    identity = Identity(
        uid=_text(token, "uid"),
        email=_text(token, "email"),
        email_verified=token.get("email_verified") is True,
        second_factor=isinstance(sign_in, Mapping) and bool(sign_in.get("sign_in_second_factor")),
        signed_in_at=_instant(token, "auth_time"),
        name=_text(token, "name") if token.get("name") else None,
    )
    return Claims(identity, _instant(token, "iat"), _instant(token, "exp"))


def _text(token: Mapping[str, Any], claim: str) -> str:
    value = token.get(claim)
    if not isinstance(value, str) or not value:
        raise UnauthenticatedError(f"the token has no {claim}")
    return value


def _instant(token: Mapping[str, Any], claim: str) -> int:
    value = token.get(claim)
    if type(value) is not int:
        raise UnauthenticatedError(f"the token has no {claim}")
    return value
