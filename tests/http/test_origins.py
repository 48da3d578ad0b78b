"""Only the pages that are listed may call, letter by letter."""

from __future__ import annotations

from itertools import product

import pytest

from common.http import registry
from tests.access.asked import EVERY, Asked
from tests.access.world import World
from tests.http.wire import send
from tests.product import MAYA, ORIGIN

TRICKS = (
    "null",
    "",
    "*",
    "http://site.test",
    "https://site.test:443",
    "https://site.test:8443",
    "https://site.test/",
    "https://site.test.evil.example",
    "https://evilsite.test",
    "https://evil.site.test",
    "https://SITE.test",
    "HTTPS://site.test",
    "https://site.test, https://evil.example",
    "https://site.test https://evil.example",
    "https://site.test\x00.evil.example",
    "https://user@site.test",
    "https://site.test@evil.example",
    " https://site.test",
    "https://site.test#",
    "file://",
)

every_function = pytest.mark.parametrize("name", sorted(registry.load()))


@every_function
def test_a_browser_is_told_which_methods_there_are(world: World, name: str) -> None:
    reply = send(world, name, "OPTIONS", query="", kind=None)
    methods = ", ".join(operation.method for operation in registry.load()[name].operations)
    assert (reply.status, reply.text) == (204, "")
    assert reply.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert reply.headers["Access-Control-Allow-Methods"] == methods
    assert reply.headers["Access-Control-Allow-Headers"] == "authorization, content-type, idempotency-key"
    assert "Access-Control-Allow-Credentials" not in reply.headers
    assert reply.headers["Vary"] == "Origin"


@every_function
def test_any_other_origin_is_refused_and_not_named(world: World, name: str) -> None:
    before = world.stored()
    for method, origin in product(("OPTIONS", "GET", "POST"), TRICKS):
        reply = send(world, name, method, by=MAYA, headers={"origin": origin})
        reply.refused(403, "origin_refused")
        assert not [header for header in reply.headers if header.startswith("Access-Control-")], origin
    assert world.stored() == before


@pytest.mark.parametrize("asked", EVERY, ids=lambda asked: asked.name)
def test_a_foreign_page_changes_nothing_even_with_a_good_token(world: World, asked: Asked) -> None:
    before = world.stored()
    reply = send(world, asked.contract.name, asked.operation.method, by=MAYA, headers={"origin": "https://x.example"})
    reply.refused(403, "origin_refused")
    assert world.stored() == before


def test_a_caller_that_is_no_page_is_let_through_and_told_no_origin(world: World) -> None:
    reply = send(world, "profile", by=MAYA, headers={"origin": None}, kind=None)
    assert reply.status == 200
    assert "Access-Control-Allow-Origin" not in reply.headers


def test_a_refusal_can_be_read_by_the_page_that_may_call(world: World) -> None:
    reply = send(world, "profile", kind=None)
    reply.refused(401, "unauthenticated")
    assert reply.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert reply.headers["Access-Control-Expose-Headers"] == "Retry-After, X-Request-Id"


def test_a_page_may_read_why_its_body_was_too_large(world: World) -> None:
    reply = send(world, "profile", "PUT", by=MAYA, body=b"x" * 300_000)
    reply.refused(413, "too_large")
    assert reply.headers["Access-Control-Allow-Origin"] == ORIGIN
