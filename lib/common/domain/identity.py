"""Who a caller has proven to be, before any role in any clinic."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Identity:
    """One signed-in person. Address and name stay out of `repr`, so that no log or traceback shows them.

    `uid` is what people are matched by, never the address alone. `second_factor` says whether this sign-in
    used one. `signed_in_at` is when the person last gave their credentials, in epoch seconds: refreshing a
    token doesn't move it.
    """

    uid: str
    email: str = field(repr=False)
    email_verified: bool
    second_factor: bool
    signed_in_at: int
    name: str | None = field(default=None, repr=False)
