import http.client
from typing import Any

import pytest
import requests

from local.front.server import FrontServer
from local.site_headers import production_hosts, site_headers

SECONDS = 30


def get(front: FrontServer, path: str, **headers: str) -> requests.Response:
    return requests.get(f"{front.origin}{path}", headers=headers, timeout=SECONDS)


@pytest.mark.parametrize("path", ["/", "/c/harbor-dermatology/book", "/home", "/provider/"])
def test_a_page_of_the_sites_router_gets_the_index_and_is_asked_for_again(path: str, front: FrontServer) -> None:
    page = get(front, path)
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-cache")
    assert "<title>site</title>" in page.text
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"


def test_an_asset_is_kept_for_ever_and_packed_for_those_who_can_read_it(front: FrontServer) -> None:
    packed = get(front, "/assets/index-4f2a.js")
    assert packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert packed.headers["Content-Type"].startswith("text/javascript")
    plain = get(front, "/assets/index-4f2a.js", **{"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.text == packed.text


def test_a_page_that_has_not_changed_is_not_sent_again(front: FrontServer) -> None:
    first = get(front, "/")
    again = get(front, "/", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/.stamp", "/assets/gone-1.js", "/../secret.txt", "/%2e%2e/secret.txt"])
def test_what_is_not_of_the_site_is_not_found(path: str, front: FrontServer) -> None:
    # A client that leaves the path as it is written.
    connection = http.client.HTTPConnection("127.0.0.1", front.port, timeout=SECONDS)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    assert response.status == 404


def test_the_icon_and_the_configuration_are_served(front: FrontServer) -> None:
    assert get(front, "/favicon.ico").content == b"\0icon"
    config = get(front, "/config.json")
    assert (config.json(), config.headers["Content-Type"]) == ({"apiBase": "/api"}, "application/json")
    assert config.headers["Cache-Control"] == "no-cache"


def test_the_site_only_reads(front: FrontServer) -> None:
    assert requests.post(front.origin, timeout=SECONDS).status_code == 405


@pytest.mark.parametrize("path", ["/", "/assets/index-4f2a.js", "/assets/none.js", "/config.json"])
def test_every_answer_carries_the_policy(path: str, front: FrontServer) -> None:
    headers = get(front, path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert "connect-src 'self' http://127.0.0.1:9099;" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def directives(policy: str) -> dict[str, Any]:
    return {name: rest.split() for name, _, rest in (part.partition(" ") for part in policy.split("; "))}


def test_production_lets_in_the_vendors_documented_hosts_and_nothing_unsafe() -> None:
    headers = site_headers(production_hosts("https://functions.example"))
    policy = directives(headers["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["connect-src"] == [
        "'self'",
        "https://functions.example",
        "https://identitytoolkit.googleapis.com",
        "https://securetoken.googleapis.com",
        "https://api.stripe.com",
    ]
    assert policy["frame-ancestors"] == ["'none'"]
    assert "https://calendar.google.com" in policy["frame-src"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "http:" not in headers["Content-Security-Policy"]
    assert 'payment=(self "https://js.stripe.com"' in headers["Permissions-Policy"]
    assert "calendar" not in headers["Permissions-Policy"]
    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")
