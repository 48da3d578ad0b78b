from __future__ import annotations

import copy
import pickle
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.security.errors import SealBrokenError, UnsealableTextError
from common.security.root_keys import RootKeys
from common.security.sealing import ClinicKey

ROOT_KEYS = RootKeys({"k1": bytes(range(32))})
WRAPPED = ROOT_KEYS.wrap_new("cl_harbor")
KEY = ROOT_KEYS.unwrap("cl_harbor", WRAPPED)
PLACE = ("patient", "pat_1", "full_name", 3)

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(text=ANY_TEXT)
def test_what_was_sealed_opens_to_the_same_text(text: str) -> None:
    assert KEY.open(*PLACE, KEY.seal(*PLACE, text)) == text


@pytest.mark.parametrize(
    "text", ["", "\x00", "Zoë 李 👩🏽‍⚕️", "\U0010ffff", "e\u0301 stays two characters", "x" * 100_000]
)
def test_it_keeps_every_character_of(text: str) -> None:
    assert KEY.open(*PLACE, KEY.seal(*PLACE, text)) == text


@pytest.mark.parametrize("text", ["\ud800", "Maya \udfff Ortiz"])
def test_it_refuses_a_lone_surrogate_without_repeating_the_text(text: str) -> None:
    with pytest.raises(UnsealableTextError) as raised:
        KEY.seal(*PLACE, text)

    assert "Maya" not in str(raised.value)
    assert raised.value.__context__ is None


@given(text=ANY_TEXT, place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_it_refuses_what_differs_by_one_bit(text: str, place: int, bit: int) -> None:
    sealed = bytearray(KEY.seal(*PLACE, text))
    sealed[place % len(sealed)] ^= 1 << bit

    with pytest.raises(SealBrokenError):
        KEY.open(*PLACE, bytes(sealed))


def test_it_refuses_every_single_bit_of_one_envelope_flipped() -> None:
    sealed = KEY.seal(*PLACE, "Maya Ortiz")
    for position in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[position // 8] ^= 1 << position % 8
        with pytest.raises(SealBrokenError):
            KEY.open(*PLACE, bytes(flipped))


def test_it_refuses_every_truncation_and_anything_added() -> None:
    sealed = KEY.seal(*PLACE, "Maya Ortiz")

    for damaged in [*(sealed[:length] for length in range(len(sealed))), sealed + b"\0", b"\0" + sealed]:
        with pytest.raises(SealBrokenError):
            KEY.open(*PLACE, damaged)


PLACES = [
    PLACE,
    ("patient", "pat_1", "full_name", 2),
    ("patient", "pat_1", "full_name", 4),
    ("patient", "pat_1", "email", 3),
    ("patient", "pat_2", "full_name", 3),
    ("appointment", "pat_1", "full_name", 3),
    # The same letters, cut elsewhere.
    ("patientpat_1", "", "full_name", 3),
    ("patient", "pat_1full_name", "", 3),
    ("patient", "pat_1f", "ull_name", 3),
]


@pytest.mark.parametrize(("sealed_at", "opened_at"), [*combinations(PLACES, 2)])
def test_it_refuses_what_was_moved(sealed_at: tuple[str, str, str, int], opened_at: tuple[str, str, str, int]) -> None:
    sealed = KEY.seal(*sealed_at, "Maya Ortiz")

    assert KEY.open(*sealed_at, sealed) == "Maya Ortiz"
    with pytest.raises(SealBrokenError):
        KEY.open(*opened_at, sealed)


_WORDS = st.text(max_size=6)
_ANY_PLACE = st.tuples(_WORDS, _WORDS, _WORDS, st.integers(0, 9))


@given(sealed_at=_ANY_PLACE, opened_at=_ANY_PLACE)
def test_it_opens_only_where_it_was_sealed(
    sealed_at: tuple[str, str, str, int], opened_at: tuple[str, str, str, int]
) -> None:
    sealed = KEY.seal(*sealed_at, "Maya Ortiz")
    if sealed_at == opened_at:
        assert KEY.open(*opened_at, sealed) == "Maya Ortiz"
        return
    with pytest.raises(SealBrokenError):
        KEY.open(*opened_at, sealed)


def test_it_refuses_what_another_clinic_sealed() -> None:
    neighbour = ROOT_KEYS.unwrap("cl_other", ROOT_KEYS.wrap_new("cl_other"))

    with pytest.raises(SealBrokenError, match="key_unknown"):
        KEY.open(*PLACE, neighbour.seal(*PLACE, "Maya Ortiz"))


def test_it_refuses_another_clinic_even_with_the_same_key() -> None:
    secret = bytes(32)
    sealed = ClinicKey("cl_other", secret).seal(*PLACE, "Maya Ortiz")

    with pytest.raises(SealBrokenError, match="seal_broken"):
        ClinicKey("cl_harbor", secret).open(*PLACE, sealed)


def test_it_answers_for_a_place_that_no_honest_record_has() -> None:
    sealed = KEY.seal(*PLACE, "Maya Ortiz")

    for place in [("patient", "\ud800", "full_name", 3), ("patient", "pat_1", "full_name", -1)]:
        with pytest.raises(SealBrokenError):
            KEY.open(*place, sealed)


def test_the_same_text_is_never_sealed_to_the_same_bytes() -> None:
    assert len({KEY.seal(*PLACE, "Maya Ortiz") for _ in range(1000)}) == 1000


def test_fields_of_one_value_share_nothing_but_their_header() -> None:
    header = len(b"\x01\x04") + 4
    name, email = (KEY.seal("patient", "pat_1", field, 3, "same") for field in ("full_name", "email"))

    assert name[:header] == email[:header]
    assert name[header:] != email[header:]


def test_a_key_reopened_from_its_wrapping_opens_what_was_sealed_before() -> None:
    sealed = KEY.seal(*PLACE, "Maya Ortiz")

    assert ROOT_KEYS.unwrap("cl_harbor", WRAPPED).open(*PLACE, sealed) == "Maya Ortiz"


RECORD = {"full_name": "Maya Ortiz", "email": "maya@example.org", "phone": ""}


def test_a_record_opens_to_what_it_was() -> None:
    sealed = KEY.seal_record("patient", "pat_1", 3, RECORD)

    assert KEY.open_record("patient", "pat_1", 3, sealed) == RECORD
    assert KEY.open("patient", "pat_1", "email", 3, sealed["email"]) == RECORD["email"]


def test_a_record_with_two_fields_swapped_does_not_open() -> None:
    sealed = KEY.seal_record("patient", "pat_1", 3, RECORD)
    sealed["full_name"], sealed["email"] = sealed["email"], sealed["full_name"]

    with pytest.raises(SealBrokenError):
        KEY.open_record("patient", "pat_1", 3, sealed)


def test_a_record_with_one_field_rolled_back_does_not_open() -> None:
    before = KEY.seal_record("patient", "pat_1", 3, RECORD)
    after = KEY.seal_record("patient", "pat_1", 4, RECORD) | {"phone": before["phone"]}

    with pytest.raises(SealBrokenError):
        KEY.open_record("patient", "pat_1", 4, after)


def test_nothing_sealed_shows_the_text() -> None:
    sealed = b"".join(KEY.seal_record("patient", "pat_1", 3, RECORD).values())

    assert b"Maya" not in sealed
    assert b"example" not in sealed


def test_a_key_never_shows_itself() -> None:
    key = ClinicKey("cl_harbor", b"S" * 32)
    key.seal(*PLACE, "Maya Ortiz")
    shown = f"{key} {key!r} {[key]}"

    assert "SSS" not in shown
    assert (b"S" * 32).hex() not in shown
    assert not hasattr(key, "__dict__")


def test_a_key_is_never_copied_or_pickled() -> None:
    for spread in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            spread(KEY)
