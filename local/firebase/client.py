"""What seeding and tests ask of the Auth emulator, over the REST interface that Firebase documents.

Source: https://firebase.google.com/docs/reference/rest/auth and, for `/emulator/…`, the emulator's own
`/emulator/openapi.json`. `Bearer owner` is the emulator's stand-in for an administrator's credentials.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests

SECONDS = 20
ACCOUNTS = "identitytoolkit.googleapis.com/v1"
OWNER = {"Authorization": "Bearer owner"}


class AuthRefusedError(Exception):
    """The emulator refused; the message is Firebase's code, such as `EMAIL_EXISTS`."""


@dataclass(frozen=True, slots=True)
class SignIn:
    uid: str
    email: str
    id_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PendingLink:
    """A mail that Firebase would have sent: `kind` is its `requestType`, such as `VERIFY_EMAIL`."""

    kind: str
    email: str
    code: str
    url: str


class AuthClient:
    def __init__(self, origin: str, project: str) -> None:
        self._origin = origin
        self._project = f"{ACCOUNTS}/projects/{project}"
        self._emulator = f"emulator/v1/projects/{project}"

    def create_account(self, email: str, password: str, *, name: str = "", is_verified: bool = False) -> str:
        """Create it as an administrator would, and return its uid."""
        account = {"email": email, "password": password, "displayName": name, "emailVerified": is_verified}
        return str(self._call("POST", f"{self._project}/accounts", account, OWNER)["localId"])

    def verify_email(self, uid: str) -> None:
        self._call("POST", f"{self._project}/accounts:update", {"localId": uid, "emailVerified": True}, OWNER)

    def sign_up(self, email: str, password: str) -> SignIn:
        """Create an unverified account as the browser does."""
        return self._sign(f"{ACCOUNTS}/accounts:signUp", email, password)

    def sign_in(self, email: str, password: str) -> SignIn:
        return self._sign(f"{ACCOUNTS}/accounts:signInWithPassword", email, password)

    def send_verification(self, id_token: str) -> None:
        """Ask for the verification mail, which then waits in `pending_links`."""
        body = {"requestType": "VERIFY_EMAIL", "idToken": id_token}
        self._call("POST", f"{ACCOUNTS}/accounts:sendOobCode?key=local", body)

    def pending_links(self) -> list[PendingLink]:
        """The mails not yet acted on, oldest first."""
        found = self._call("GET", f"{self._emulator}/oobCodes")["oobCodes"]
        return [PendingLink(m["requestType"], m["email"], m["oobCode"], m["oobLink"]) for m in found]

    def open_link(self, link: PendingLink, *, new_password: str = "") -> None:
        """Do what a click on the mail's link does; a `PASSWORD_RESET` needs the new password."""
        where = urlsplit(link.url)
        typed = f"&{urlencode({'newPassword': new_password})}" if new_password else ""
        self._call("GET", f"{where.path.lstrip('/')}?{where.query}{typed}")

    def send_password_reset(self, email: str) -> None:
        body = {"requestType": "PASSWORD_RESET", "email": email}
        self._call("POST", f"{ACCOUNTS}/accounts:sendOobCode?key=local", body)

    def export_accounts(self) -> list[dict[str, Any]]:
        """Every account with its password, to be given to `import_accounts` later."""
        accounts = self._call("GET", f"{self._project}/accounts:batchGet?maxResults=-1", headers=OWNER)
        return list(accounts.get("users", []))

    def import_accounts(self, accounts: list[dict[str, Any]]) -> None:
        if accounts:
            self._call("POST", f"{self._project}/accounts:batchCreate", {"users": accounts}, OWNER)

    def _sign(self, path: str, email: str, password: str) -> SignIn:
        body = {"email": email, "password": password, "returnSecureToken": True}
        answer = self._call("POST", f"{path}?key=local", body)
        return SignIn(answer["localId"], answer["email"], answer["idToken"])

    def _call(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        url = f"{self._origin}/{path}"
        # A link that was followed may lead on to the site, which is nobody's answer here.
        answer = requests.request(method, url, json=body, headers=headers, timeout=SECONDS, allow_redirects=False)
        if not answer.ok:
            raise AuthRefusedError(_reason(answer))
        return {} if answer.is_redirect else dict(answer.json())


def _reason(answer: requests.Response) -> str:
    try:
        said = answer.json()
    except ValueError:
        return f"HTTP {answer.status_code}"
    return str(said.get("error", {}).get("message") or said.get("authEmulator", {}).get("error"))
