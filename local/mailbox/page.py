from pathlib import Path

from flask import Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from local.firebase.client import AuthClient, AuthRefusedError, PendingLink

HERE = Path(__file__).parent
TOKENS = HERE.parents[1] / "web" / "src" / "styles" / "tokens.css"
PATH = "/__local/mailbox"
RESET = "PASSWORD_RESET"
KNOWN_SUBJECTS = {
    "VERIFY_EMAIL": "Confirm your email address",
    RESET: "Choose a new password",
    "EMAIL_SIGNIN": "Sign in with this link",
    "VERIFY_AND_CHANGE_EMAIL": "Confirm your new email address",
    "RECOVER_EMAIL": "Take your old email address back",
}

_templates = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)


class Mailbox:
    """Opens a link for the person, because the emulator's own answer to it is bare JSON."""

    def __init__(self, accounts: AuthClient) -> None:
        self._accounts = accounts

    def __call__(self, request: Request) -> Response:
        if request.path.endswith("/mailbox.css"):
            tokens = TOKENS.read_text() if TOKENS.is_file() else ""
            return Response(tokens + (HERE / "mailbox.css").read_text(), mimetype="text/css")
        if request.path.rstrip("/") != PATH:
            return Response("There is no such local page.\n", 404, mimetype="text/plain")
        return self._open(request) if request.method == "POST" else self._show(notice="")

    def _show(self, *, notice: str, status: int = 200) -> Response:
        page = _templates.get_template("mailbox.html")
        links = [(link, _subject(link)) for link in reversed(self._accounts.pending_links())]
        return Response(page.render(links=links, notice=notice, path=PATH, reset=RESET), status)

    def _open(self, request: Request) -> Response:
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            return self._show(notice="Only this page may open a link.", status=403)
        code, password = request.form.get("code", ""), request.form.get("password", "")
        link = next((link for link in self._accounts.pending_links() if link.code == code), None)
        if link is None:
            return self._show(notice="That link has been used already.", status=404)
        try:
            self._accounts.open_link(link, new_password=password)
        except AuthRefusedError as error:
            return self._show(notice=f"Firebase refused it: {error}", status=422)
        return Response(status=303, headers={"Location": PATH})


def _subject(link: PendingLink) -> str:
    return KNOWN_SUBJECTS.get(link.kind, link.kind)
