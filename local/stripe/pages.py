"""The browser's side: the script at Stripe's paths, and the pages of its frames."""

from __future__ import annotations

from pathlib import Path

from local.stripe.wire import Request, Response

_FOLDER = Path(__file__).parent / "browser"
_SCRIPT_PATHS = frozenset({"/v3", "/v3/", "/endive/stripe.js"})
_SCRIPT_PARTS = ("basics", "frames", "elements", "stripe")
_TYPES = {".js": "text/javascript", ".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml"}
_FRAME_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'"
)


def answer(request: Request) -> Response | None:
    """A file of the browser's side, None where the path isn't one."""
    if request.method != "GET":
        return None
    if request.path in _SCRIPT_PATHS:
        return Response(200, _script().encode(), _headers(".js"))
    file = _FOLDER / request.path.removeprefix("/_browser/")
    if file.parent != _FOLDER or not file.is_file():
        return None
    return Response(200, file.read_bytes(), _headers(file.suffix))


def _script() -> str:
    """One script, as Stripe has one: a page can't wait for the parts of a module."""
    parts = (_FOLDER / "script" / f"{name}.js" for name in _SCRIPT_PARTS)
    return "(() => {\n" + "\n".join(['"use strict";', *(part.read_text() for part in parts)]) + "})();\n"


def _headers(suffix: str) -> dict[str, str]:
    headers = {
        "Content-Type": f"{_TYPES[suffix]}; charset=utf-8",
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Referrer-Policy": "no-referrer",
    }
    if suffix == ".html":
        headers["Content-Security-Policy"] = _FRAME_POLICY
    return headers
