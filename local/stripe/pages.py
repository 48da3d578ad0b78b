"""The browser's side: the script at Stripe's paths, and the pages of its frames."""

from __future__ import annotations

from pathlib import Path

from local.stripe.wire import Request, Response

_FOLDER = Path(__file__).parent / "browser"
_SCRIPT_PATHS = frozenset({"/v3", "/v3/", "/endive/stripe.js"})
_TYPES = {".js": "text/javascript", ".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml"}
_FRAME_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'"
)


def answer(request: Request) -> Response | None:
    """A file of the browser's side, None where the path isn't one."""
    name = "stripe.js" if request.path in _SCRIPT_PATHS else request.path.removeprefix("/_browser/")
    file = _FOLDER / name
    if file.parent != _FOLDER or not file.is_file() or request.method != "GET":
        return None
    headers = {
        "Content-Type": f"{_TYPES[file.suffix]}; charset=utf-8",
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Referrer-Policy": "no-referrer",
    }
    if file.suffix == ".html":
        headers["Content-Security-Policy"] = _FRAME_POLICY
    return Response(200, file.read_bytes(), headers)
