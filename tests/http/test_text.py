"""Text that people write: kept as they meant it, and nothing in it that can hide, reorder or break what is read."""

from __future__ import annotations

import json
import typing
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import AfterValidator

from common.domain.errors import InvalidFieldError
from common.http.contracts.appointment_notes import NoteGiven
from common.http.parsing import validated
from tests.access.asked import EVERY, Asked
from tests.access.test_standing import one_who_may
from tests.access.world import World
from tests.product import MAYA

HIDDEN = {
    "NUL": "\0",
    "backspace": "\b",
    "carriage return": "\r",
    "escape": "\x1b",
    "delete": "\x7f",
    "next line": "\x85",
    "soft hyphen": "\u00ad",
    "zero-width space": "\u200b",
    "right-to-left mark": "\u200f",
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "interlinear": "\ufff9",
    "private use": "\ue000",
    "nonexistent": "\uffff",
    "tag": "\U000e0041",
    "lone surrogate": "\ud83d",
}
PAIRS = tuple((asked, name) for asked in EVERY for name in asked.operation.request.model_fields if asked.is_for_people)


def is_text(annotation: Any, metadata: list[Any]) -> bool:
    """Whether a field takes what somebody writes freely, wherever in its type that stands."""
    named = [part.func.__name__ for part in metadata if isinstance(part, AfterValidator)]
    return "_plain_text" in named or any(
        is_text(part, list(getattr(part, "__metadata__", []))) for part in typing.get_args(annotation)
    )


def texts() -> Iterator[tuple[Asked, str]]:
    for asked, name in PAIRS:
        field = asked.operation.request.model_fields[name]
        if is_text(field.annotation, field.metadata):
            yield asked, name


TEXTS = list(texts())
by_text = pytest.mark.parametrize(
    ("asked", "field"), TEXTS, ids=lambda part: part.name if isinstance(part, Asked) else part
)


def test_the_fields_that_take_text_are_found() -> None:
    assert {(asked.name, field) for asked, field in TEXTS} == {
        ("appointment_notes POST", "text"),
        ("appointment_types POST", "name"),
        ("appointment_types POST", "description"),
        ("appointment_types PUT", "name"),
        ("appointment_types PUT", "description"),
        ("availability POST", "note"),
        ("charges POST", "reason"),
        ("cancel POST", "reason"),
        ("profile PUT", "full_name"),
        ("sign_up POST", "full_name"),
    }


@by_text
def test_what_hides_or_reorders_is_refused_by_its_field(world: World, asked: Asked, field: str) -> None:
    person = one_who_may(asked).person
    before = world.stored()
    for name, character in HIDDEN.items():
        reply = asked.send(world, person, MAYA, changed={field: f"Maya{character}Ortiz"})
        assert reply.refused(422, "invalid_field")["field"] == field, name
    assert world.stored() == before


@by_text
def test_a_text_that_is_too_long_is_refused(world: World, asked: Asked, field: str) -> None:
    person = one_who_may(asked).person
    for character in ("a", "é", "😀"):
        reply = asked.send(world, person, MAYA, changed={field: character * 4001})
        assert reply.refused(422, "invalid_field")["field"] == field


@by_text
def test_what_is_no_text_is_refused(world: World, asked: Asked, field: str) -> None:
    for wrong in (1, 1.5, True, [], ["a"], {"a": "b"}):
        reply = asked.send(world, one_who_may(asked).person, MAYA, changed={field: wrong})
        assert reply.refused(422, "invalid_field")["field"].startswith(field)


@by_text
def test_a_name_is_one_line_and_only_a_longer_text_may_be_many(world: World, asked: Asked, field: str) -> None:
    for character in ("\n", "\t"):
        reply = asked.send(world, one_who_may(asked).person, MAYA, changed={field: f"one{character}two"})
        if field in {"text", "reason"}:
            reply.ok()
            world.put_back()
        else:
            assert reply.refused(422, "invalid_field")["field"] == field


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Jose\u0301 A\u030angstro\u0308m", "José Ångström"),
        ("\u212bngstr\u00f6m", "Ångström"),
        ("  Maya Ortiz \n", "Maya Ortiz"),
        ("नेहा \u200dकौर", "नेहा \u200dकौर"),
        ("مايا أورتيز", "مايا أورتيز"),
        ("李美玲", "李美玲"),
        ("O'Brien-Smith, Jr.", "O'Brien-Smith, Jr."),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("Robert'); DROP", "Robert'); DROP"),
        ("<b>Maya</b>", "<b>Maya</b>"),
    ],
)
def test_a_name_is_kept_as_people_write_it(world: World, given: str, kept: str) -> None:
    """Composed, so that one name has one spelling; nothing else is changed, whoever shows it escapes it."""
    body = {"full_name": given, "phone": "+16175550168", "date_of_birth": "1992-06-14", "payer_id": "pay_aetna"}
    world.product.call("profile", "PUT", by=MAYA, body={**body, "texts": True, "version": 2}).ok()
    assert world.product.call("profile", by=MAYA).ok()["full_name"] == kept


def refused_field(text: str) -> str | None:
    """The field that a note's text is refused by; None where it is taken."""
    try:
        note(text)
    except InvalidFieldError as error:
        return error.field
    return None


def note(text: str) -> str:
    return validated({"appointment_id": "apt_1234", "text": text}, NoteGiven).text


@settings(deadline=None)
@given(st.text(st.characters(codec=None), max_size=80))
def test_any_text_is_either_kept_composed_or_refused_by_name(text: str) -> None:
    if (field := refused_field(text)) is not None:
        assert field == "text"
        return
    kept = note(text)
    assert kept == unicodedata.normalize("NFC", text.strip())
    assert not [c for c in kept if unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} and c not in "\n\t"]
    assert json.loads(json.dumps(kept).encode()) == kept
    assert note(kept) == kept
