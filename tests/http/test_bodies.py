"""What isn't well-formed JSON of a reasonable size and shape stops before anybody acts on it."""

from __future__ import annotations

import base64
import json

import pytest

from tests.access.asked import PEOPLES, Asked
from tests.access.people import HARBOR_PEOPLE
from tests.access.test_standing import one_who_may
from tests.access.world import World
from tests.http.wire import send
from tests.product import MAYA

PROFILE = {
    "full_name": "Maya Ortiz",
    "phone": "+16175550168",
    "date_of_birth": "1992-06-14",
    "payer_id": "pay_aetna",
    "texts": True,
    "version": 2,
}
GOOD = json.dumps(PROFILE).encode()
with_body = pytest.mark.parametrize(
    "asked", [a for a in PEOPLES if a.operation.method in {"POST", "PUT"}], ids=lambda asked: asked.name
)


def put(
    world: World, body: bytes, kind: str | None = "application/json", *, is_encoded: bool = True
) -> tuple[int, str]:
    before = world.stored()
    reply = send(world, "profile", "PUT", by=MAYA, body=body, kind=kind, is_encoded=is_encoded)
    if reply.status != 200:
        assert world.stored() == before
    return reply.status, reply.json.get("code", "")


@pytest.mark.parametrize("is_encoded", [True, False])
@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
def test_json_is_taken_as_the_platform_gives_it(world: World, kind: str, *, is_encoded: bool) -> None:
    assert put(world, GOOD, kind, is_encoded=is_encoded) == (200, "")


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "",
        "text/plain",
        "text/plain; application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json-seq",
        "text/json",
    ],
)
def test_any_other_type_is_refused_whatever_the_body(world: World, kind: str | None) -> None:
    """A form of a foreign page can send these without asking first."""
    assert put(world, GOOD, kind) == (415, "not_json")


@with_body
def test_each_operation_asks_for_json(world: World, asked: Asked) -> None:
    person = one_who_may(asked).person
    reply = send(world, asked.contract.name, asked.operation.method, by=person, body=b"a=b", kind="text/plain")
    reply.refused(415, "not_json")


def twice(name: str) -> bytes:
    return GOOD[:-1] + f', "{name}": {json.dumps(PROFILE[name])}}}'.encode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"1",
        GOOD + b"x",
        GOOD + GOOD,
        b"\xef\xbb\xbf" + GOOD,
        twice("version"),
        twice("full_name"),
        GOOD.replace(b"2}", b"NaN}"),
        GOOD.replace(b"2}", b"Infinity}"),
        GOOD.replace(b"2}", b"-Infinity}"),
        GOOD.replace(b"2}", b"2,}"),
        GOOD.replace(b"2}", b"0x2}"),
        GOOD.replace(b"2}", b"1" * 5000 + b"}"),
        GOOD.replace(b"Maya", b"M\xffaya"),
        GOOD.replace(b"Maya", b"M\xc0\xafaya"),
        GOOD.replace(b"Maya", b"M\x00aya"),
        GOOD.replace(b"Maya", b"M\naya"),
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"a":' * 13 + b"1" + b"}" * 13,
    ],
    ids=lambda body: repr(body[-40:] if len(body) < 1000 else body[:10]),
)
def test_what_cannot_be_read_as_one_json_object_is_malformed(world: World, body: bytes) -> None:
    assert put(world, body) == (400, "malformed")


@pytest.mark.parametrize(
    "number", [b"true", b"1e400", b"2.5", b'"two"', b"-1", b"99999999999999999999", b"[2]", b"null"]
)
def test_a_version_is_a_whole_number(world: World, number: bytes) -> None:
    assert put(world, GOOD.replace(b"2}", number + b"}")) in {(422, "invalid_field"), (409, "stale_version")}


def test_a_body_that_is_too_large_is_refused_however_it_is_packed(world: World) -> None:
    large = GOOD.replace(b"Maya", b"M" * 262_200)
    assert put(world, large) == (413, "too_large")
    assert put(world, large, is_encoded=False) == (413, "too_large")


@pytest.mark.parametrize("body", ["%%%", "a", "eyJ9\n\n=", "é", "e y J"])
def test_base64_that_is_none_is_malformed(world: World, body: str) -> None:
    token = world.product.token(MAYA)
    http = {
        "method": "PUT",
        "headers": {"authorization": f"Bearer {token}", "content-type": "application/json"},
        "queryString": "",
        "body": body,
        "isBase64Encoded": True,
    }
    world.product.send("profile", {"http": http}).refused(400, "malformed")


def test_a_body_that_says_it_is_base64_is_taken_by_its_word(world: World) -> None:
    assert put(world, base64.b64encode(GOOD)) == (400, "malformed")


def test_everybody_who_writes_is_one_of_the_callers() -> None:
    assert all(one_who_may(asked) in HARBOR_PEOPLE for asked in PEOPLES)
