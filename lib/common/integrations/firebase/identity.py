"""Firebase's ID tokens (https://firebase.google.com/docs/auth/admin/verify-id-tokens)."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from common import clock
from common.domain.errors import UnauthenticatedError

if TYPE_CHECKING:
    from google.auth.credentials import Credentials

    from common.clock import Clock
    from common.domain.identity import Identity
    from common.integrations.firebase.claims import Claims
    from common.integrations.firebase.verifier import TokenVerifier

_LONGEST_TOKEN: Final = 8192  # characters; a real one has about 1,200
_REMEMBERED_TOKENS: Final = 256


class FirebaseIdentity:
    """Keep one as long as the process: it remembers Google's certificates, and the tokens it has verified.

    `verify` asks nobody but Google for its certificates, once in the hours that their headers allow. That
    someone was disabled or signed out everywhere is then seen when their token lapses, an hour after it was
    issued at most. We accept that on ordinary calls, because asking over the network would cost more than the
    call itself, and because what ends access here doesn't wait for it: roles are read from the store each
    time, and the server's own record of the session ends it. `verify_unrevoked` does ask: for what starts a
    session, and for changes of address, second factor and payout.

    `credential` is a service account's, which only `verify_unrevoked` needs, and not under the emulator.
    `now` is the real time even where a clinic's clock is moved, because Firebase issues tokens by it.
    """

    def __init__(
        self,
        project_id: str,
        *,
        emulated: bool = False,
        now: Clock = clock.now,
        credential: Credentials | None = None,
    ) -> None:
        self._project_id = project_id
        self._emulated = emulated
        self._now = now
        self._credential = credential
        # Verifying takes a millisecond, remembering a microsecond, and one person's calls come in bursts.
        self._remembered = lru_cache(_REMEMBERED_TOKENS)(self._verified)

    def verify(self, token: str) -> Identity:
        """Raises UnauthenticatedError, or VendorError while Google's certificates can't be fetched."""
        return self._current(self._remembered(token))

    def verify_unrevoked(self, token: str) -> Identity:
        """Refuses disabled accounts and revoked sign-ins too, at the price of a call to Firebase.

        Raises UnauthenticatedError or VendorError.
        """
        return self._current(self._verified(token, check_revoked=True))

    def _current(self, claims: Claims) -> Identity:
        claims.require_current(self._now().timestamp())
        return claims.identity

    def _verified(self, token: str, *, check_revoked: bool = False) -> Claims:
        if len(token) > _LONGEST_TOKEN:
            raise UnauthenticatedError("the token is too long")
        return self._verifier.verify(token, check_revoked=check_revoked)

    @cached_property
    def _verifier(self) -> TokenVerifier:
        from common.integrations.firebase.verifier import TokenVerifier  # noqa: PLC0415

        return TokenVerifier(self._project_id, self._credential, emulated=self._emulated)
