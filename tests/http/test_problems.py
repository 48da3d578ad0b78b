"""Every refusal: one shape, one row in the table, headers that browsers obey, and nothing given away."""

from __future__ import annotations

import re
from typing import Any

import pytest

from common.domain.errors import CalendersomeError
from common.http.contracts.profile import CONTRACT
from common.http.edge import Edge
from common.http.problems import UNEXPECTED, mapped, problem_of
from local.demo.practice import CLINIC_ID
from tests.access.asked import EVERY, Asked
from tests.access.test_standing import one_who_may
from tests.access.world import World
from tests.http.errors import CANARY, OURS, descendants, example
from tests.http.provoked import IN_STEPS, NOT_BY_ONE_CALL, PROVOKED
from tests.product import MAYA, ORIGIN, Reply

ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "Vary": "Origin",
    "X-Content-Type-Options": "nosniff",
}
EXTENSIONS = {"slot_taken": {"nearest"}, "fee_changed": {"receipt"}, "invalid_field": {"field"}}


def assert_headers(reply: Reply) -> None:
    assert ALWAYS.items() <= dict(reply.headers).items()
    assert re.fullmatch(r"[0-9a-f]{32}", reply.headers["X-Request-Id"])


def assert_problem(reply: Reply, code: str) -> None:
    body = reply.json
    assert_headers(reply)
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert set(body) == {"type", "title", "status", "code", "detail", "request_id"} | EXTENSIONS.get(code, set())
    assert (body["code"], body["status"]) == (code, reply.status)
    assert body["type"].endswith("/problems/" + code.replace("_", "-"))
    assert body["request_id"] == reply.headers["X-Request-Id"]
    assert body["title"]
    assert body["detail"].endswith(".")
    if code in {"rate_limited", "unavailable", "vendor_unavailable"}:
        assert 1 <= int(reply.headers["Retry-After"]) <= 60


@pytest.mark.parametrize("code", PROVOKED)
def test_a_problem_that_a_caller_runs_into_says_what_to_do(world: World, code: str) -> None:
    before = world.stored()
    reply = PROVOKED[code](world)
    assert reply.json.get("code") == code, reply.text
    assert_problem(reply, code)
    if code not in IN_STEPS:
        assert without_customers(world.stored()) == without_customers(before)


def without_customers(stored: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """Starting to keep a card writes down who the patient is at Stripe."""
    return {key: value for key, value in stored.items() if b":patient:" not in key}


def test_each_row_of_the_table_is_provoked_or_has_a_reason_not_to_be() -> None:
    rows = {problem_of(example(kind)).code for kind in mapped()}
    assert rows <= set(PROVOKED) | set(NOT_BY_ONE_CALL)
    assert not set(PROVOKED) & set(NOT_BY_ONE_CALL)


def test_each_error_has_its_own_row_or_is_our_fault() -> None:
    kinds = set(descendants(CalendersomeError))
    assert len(kinds) > 15
    assert kinds - set(mapped()) == OURS
    assert all(problem_of(example(kind)) is UNEXPECTED for kind in OURS)


def test_no_row_hides_another() -> None:
    kinds = mapped()
    for place, kind in enumerate(kinds):
        assert not any(issubclass(kind, earlier) for earlier in kinds[:place]), kind


@pytest.mark.parametrize(
    "kind", [*mapped(), *OURS, ValueError, KeyError, RecursionError], ids=lambda kind: kind.__name__
)
def test_whatever_is_raised_tells_nothing_that_it_carries(kind: type[Exception], capsys: Any) -> None:
    def raises(*_: object) -> Any:
        raise example(kind)

    event = {"http": {"method": "GET", "headers": {"origin": ORIGIN}, "queryString": ""}}
    answer = Edge(CONTRACT, [ORIGIN]).answer(event, raises)
    reply = Reply(answer["statusCode"], answer["headers"], answer["body"])
    assert_problem(reply, problem_of(example(kind)).code)
    told = reply.text + str(reply.headers) + "".join(capsys.readouterr())
    assert "Zephyrine" not in told
    assert "Traceback" not in told


@pytest.mark.parametrize("asked", EVERY, ids=lambda asked: asked.name)
def test_good_answers_carry_the_same_headers(world: World, asked: Asked) -> None:
    person = one_who_may(asked).person if asked.is_for_people and not asked.operation.is_public else None
    reply = asked.send(world, person, MAYA)
    reply.ok()
    assert_headers(reply)
    assert reply.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("asked", [a for a in EVERY if a.is_for_people], ids=lambda asked: asked.name)
def test_no_refusal_repeats_what_was_sent(world: World, asked: Asked) -> None:
    person = None if asked.operation.is_public else one_who_may(asked).person
    for name in asked.operation.request.model_fields:
        reply = asked.send(world, person, MAYA, changed={name: f"{CANARY}\0"})
        if reply.status != 200:
            assert reply.refused(422, "invalid_field")["field"] == name
        assert "Zephyrine" not in reply.text + str(reply.headers)
    for role in ("clinic", "as"):
        reply = world.product.call(asked.contract.name, by=person, query={role: CANARY})
        assert "Zephyrine" not in reply.text + str(reply.headers)


def test_the_request_id_is_ours_whatever_the_caller_says(world: World) -> None:
    theirs = "0" * 32
    replies = [world.product.call("profile", by=MAYA, headers={"x-request-id": theirs}) for _ in range(2)]
    assert len({theirs, *(reply.headers["X-Request-Id"] for reply in replies)}) == 3


def test_a_record_that_was_tampered_with_is_not_shown_and_not_described(world: World) -> None:
    key = f"c:{{{CLINIC_ID}}}:patient:{world.of(MAYA).patient_id}"
    sealed = world.product.raw.hget(key, "full_name")
    assert isinstance(sealed, bytes)
    world.product.raw.hset(key, "full_name", sealed[:-1] + bytes([sealed[-1] ^ 1]))
    reply = world.product.call("profile", by=MAYA)
    assert_problem(reply, "unexpected")
    assert "seal" not in reply.text
