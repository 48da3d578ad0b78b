"""firebase-admin at work. Importing it takes a quarter of a second, so it waits for the first token."""

from __future__ import annotations

from typing import Final

from firebase_admin import App, auth
from google.auth.credentials import AnonymousCredentials, Credentials

from common.integrations.firebase.claims import SKEW_SECONDS, Claims, read_claims
from common.integrations.firebase.errors import firebase_errors
from common.settings import SettingsError

_TIMEOUT_SECONDS: Final = 5


class TokenVerifier:
    """Raises SettingsError where the library would believe unsigned tokens and nobody asked it to."""

    def __init__(self, project_id: str, credential: Credentials | None, *, emulated: bool) -> None:
        credential = credential or AnonymousCredentials()  # type: ignore[no-untyped-call]
        options = {"projectId": project_id, "httpTimeout": _TIMEOUT_SECONDS}
        # Not by initialize_app, whose registry would refuse a second one.
        app = App("calendersome", credential, options)  # type: ignore[no-untyped-call]
        self._client = auth.Client(app)  # type: ignore[no-untyped-call]
        if self._client.emulated and not emulated:
            raise SettingsError((), {"FIREBASE_AUTH_EMULATOR_HOST": "is set where no emulator is expected"})

    def verify(self, token: str, *, check_revoked: bool) -> Claims:
        """Raises UnauthenticatedError or VendorError. Under the emulator, times aren't looked at."""
        with firebase_errors():
            verified = self._client.verify_id_token(  # type: ignore[no-untyped-call]
                token, check_revoked=check_revoked, clock_skew_seconds=SKEW_SECONDS
            )
        return read_claims(verified)
