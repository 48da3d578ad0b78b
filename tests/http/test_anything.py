"""Whatever bytes arrive: a request, or a refusal that was meant; never an error of ours."""

from __future__ import annotations

import base64
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from common.domain.errors import InvalidFieldError
from common.http.contracts.appointments import AppointmentsQuery
from common.http.contracts.availability import AvailabilityChange
from common.http.contracts.book_slot import HoldRequest
from common.http.contracts.open_slots import SlotsQuery
from common.http.contracts.policy import PolicyDraft
from common.http.contracts.profile import CONTRACT, ProfileChange
from common.http.edge import Edge
from common.http.events import HttpRequest, read_http
from common.http.fields import Request
from common.http.parsing import parse_body, validated
from common.http.refused import RefusedError
from tests.product import ORIGIN

BODIES = (HoldRequest, ProfileChange, PolicyDraft, AvailabilityChange)
QUERIES = (SlotsQuery, AppointmentsQuery)
texts = st.text(st.characters(codec=None), max_size=30)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
names = st.sampled_from(sorted({name for model in BODIES for name in model.model_fields})) | texts


def request(body: bytes, query: str = "") -> HttpRequest:
    return HttpRequest("POST", {"content-type": "application/json"}, query, body)


def refused_field(content: dict[str, Any], model: type[Request]) -> str | None:
    try:
        validated(content, model)
    except InvalidFieldError as error:
        return error.field
    return None


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_request_or_refused(body: bytes) -> None:
    for model in BODIES:
        try:
            parse_body(request(body), model)
        except (RefusedError, InvalidFieldError):
            continue


@settings(deadline=None)
@given(st.dictionaries(names, json_values, max_size=8))
def test_any_object_is_a_request_or_refused(content: dict[str, Any]) -> None:
    for model in BODIES:
        try:
            parse_body(request(json.dumps(content).encode()), model)
        except (RefusedError, InvalidFieldError):
            continue


@settings(deadline=None)
@given(st.text(st.characters(codec=None), max_size=120))
def test_any_query_is_read_once_or_refused(text: str) -> None:
    try:
        query = request(b"", text).query()
    except RefusedError:
        return
    for model in QUERIES:
        refused_field(query, model)


@settings(deadline=None)
@given(
    st.sampled_from(["2027-03-09T20:00:00Z", "2027-03-09", "24:00", "1992-06-14", "9999-12-31T23:59:59Z"]),
    st.integers(0, 19),
    st.text(st.characters(codec=None), max_size=3),
)
def test_a_time_with_a_slip_in_it_is_a_time_or_refused(good: str, place: int, slip: str) -> None:
    text = good[:place] + slip + good[place + 1 :]
    content = {"from_at": text, "until": text, "first_day": text, "last_day": text, "appointment_type_id": "typ_1234"}
    for model in QUERIES:
        known = {name: value for name, value in content.items() if name in model.model_fields}
        assert refused_field(known, model) in {None, *model.model_fields}


@settings(deadline=None)
@given(
    body=st.one_of(st.text(st.characters(codec=None), max_size=60), st.binary(max_size=60).map(base64.b64encode)),
    headers=st.dictionaries(texts, texts, max_size=4),
    query=texts,
    is_encoded=st.booleans(),
)
def test_any_event_is_answered_by_one_of_our_own_refusals(
    body: str | bytes, headers: dict[str, str], query: str, *, is_encoded: bool
) -> None:
    def reads(http: HttpRequest, _: str) -> Any:
        http.query()
        raise InvalidFieldError("field", "It got this far.")

    text = body.decode() if isinstance(body, bytes) else body
    http = {
        "method": "GET",
        "headers": headers,
        "queryString": query,
        "body": text,
        "isBase64Encoded": is_encoded,
    }
    answer = Edge(CONTRACT, [ORIGIN]).answer({"http": http}, reads)
    assert answer["statusCode"] in {400, 403, 422}
    json.dumps(answer)


@settings(deadline=None)
@given(st.dictionaries(texts, texts, max_size=5))
def test_an_address_is_always_told_apart_from_what_callers_write(headers: dict[str, str]) -> None:
    platforms = {"do-connecting-ip", "x-forwarded-for"}
    written = {name: value for name, value in headers.items() if name.lower() not in platforms}
    event = {"http": {"method": "GET", "headers": {**written, "X-Forwarded-For": "10.0.0.1, 198.51.100.1"}}}
    assert read_http(event).address == "198.51.100.1"
