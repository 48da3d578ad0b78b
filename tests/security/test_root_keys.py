from __future__ import annotations

import base64
import copy
import pickle

import pytest

from common.security.errors import RootKeysInvalidError, SealBrokenError
from common.security.root_keys import RootKeys

OLD = "k1:" + base64.b64encode(b"A" * 32).decode()
NEW = "k2:" + base64.b64encode(b"B" * 32).decode()
CLINIC = "cl_harbor"
PLACE = ("patient", "pat_1", "full_name", 3)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(OLD.removeprefix("k1:"), id="no id"),
        pytest.param("k 1" + OLD.removeprefix("k1"), id="a blank in the id"),
        pytest.param("k" * 33 + OLD.removeprefix("k1"), id="a long id"),
        pytest.param("k1:" + base64.b64encode(b"A" * 31).decode(), id="31 bytes"),
        pytest.param("k1:" + base64.b64encode(b"A" * 33).decode(), id="33 bytes"),
        pytest.param("k1:" + "é" * 44, id="no base64"),
        pytest.param("k1:" + "41" * 32, id="hexadecimal"),
        pytest.param(OLD.replace("k1:", "k1:!"), id="a stray character"),
        pytest.param(OLD + "," + OLD, id="an id twice"),
        pytest.param(OLD + ",", id="an empty entry"),
    ],
)
def test_it_refuses_and_does_not_repeat(text: str) -> None:
    with pytest.raises(RootKeysInvalidError) as raised:
        RootKeys.parse(text)

    assert "QUFB" not in str(raised.value)
    assert raised.value.__context__ is None


def test_it_reads_several_keys_with_blanks_around_them() -> None:
    assert repr(RootKeys.parse(f" {NEW} , {OLD} ")) == "RootKeys(k2, k1)"


def test_a_clinic_key_is_random_and_its_wrapping_too() -> None:
    keys = RootKeys.parse(OLD)
    sealed = keys.unwrap(CLINIC, keys.wrap_new(CLINIC)).seal(*PLACE, "Maya Ortiz")

    with pytest.raises(SealBrokenError):
        keys.unwrap(CLINIC, keys.wrap_new(CLINIC)).open(*PLACE, sealed)


def test_it_refuses_the_key_of_another_clinic() -> None:
    keys = RootKeys.parse(OLD)

    with pytest.raises(SealBrokenError, match="seal_broken"):
        keys.unwrap("cl_other", keys.wrap_new(CLINIC))


def test_it_refuses_every_single_bit_of_a_wrapped_key_flipped() -> None:
    keys = RootKeys.parse(f"{OLD},k0:{base64.b64encode(b'C' * 32).decode()}")
    wrapped = keys.wrap_new(CLINIC)
    for position in range(len(wrapped) * 8):
        flipped = bytearray(wrapped)
        flipped[position // 8] ^= 1 << position % 8
        with pytest.raises(SealBrokenError):
            keys.unwrap(CLINIC, bytes(flipped))


def test_it_refuses_every_truncation_of_a_wrapped_key() -> None:
    keys = RootKeys.parse(OLD)
    wrapped = keys.wrap_new(CLINIC)
    for length in range(len(wrapped)):
        with pytest.raises(SealBrokenError):
            keys.unwrap(CLINIC, wrapped[:length])


def test_it_refuses_a_key_wrapped_by_a_root_key_of_the_same_name() -> None:
    stranger = RootKeys.parse("k1:" + base64.b64encode(b"Z" * 32).decode())

    with pytest.raises(SealBrokenError, match="seal_broken"):
        RootKeys.parse(OLD).unwrap(CLINIC, stranger.wrap_new(CLINIC))


def test_a_field_is_not_taken_for_a_wrapped_key_nor_the_other_way_round() -> None:
    keys = RootKeys.parse(OLD)
    wrapped = keys.wrap_new(CLINIC)
    key = keys.unwrap(CLINIC, wrapped)

    with pytest.raises(SealBrokenError, match="key_unknown"):
        keys.unwrap(CLINIC, key.seal(*PLACE, "x" * 32))
    with pytest.raises(SealBrokenError, match="key_unknown"):
        key.open(*PLACE, wrapped)


def test_rotation_keeps_the_clinic_key_and_lets_the_old_root_key_go() -> None:
    before = RootKeys.parse(OLD)
    wrapped = before.wrap_new(CLINIC)
    sealed = before.unwrap(CLINIC, wrapped).seal(*PLACE, "Maya Ortiz")

    rewrapped = RootKeys.parse(f"{NEW},{OLD}").rewrap(CLINIC, wrapped)

    after = RootKeys.parse(NEW)
    assert after.unwrap(CLINIC, rewrapped).open(*PLACE, sealed) == "Maya Ortiz"
    with pytest.raises(SealBrokenError, match="key_unknown"):
        after.unwrap(CLINIC, wrapped)


def test_rotation_interrupted_anywhere_can_be_repeated() -> None:
    wrapped = {clinic: RootKeys.parse(OLD).wrap_new(clinic) for clinic in ("cl_a", "cl_b", "cl_c")}
    both = RootKeys.parse(f"{NEW},{OLD}")
    wrapped["cl_a"] = done = both.rewrap("cl_a", wrapped["cl_a"])

    wrapped = {clinic: both.rewrap(clinic, key) for clinic, key in wrapped.items()}

    assert wrapped["cl_a"] == done
    assert all(RootKeys.parse(NEW).unwrap(clinic, key) for clinic, key in wrapped.items())


def test_rotation_refuses_a_damaged_key_even_under_the_current_root_key() -> None:
    keys = RootKeys.parse(OLD)
    wrapped = keys.wrap_new(CLINIC)

    with pytest.raises(SealBrokenError):
        keys.rewrap(CLINIC, wrapped[:-1] + bytes([wrapped[-1] ^ 1]))


def test_root_keys_show_their_ids_alone() -> None:
    keys = RootKeys.parse(f"{NEW},{OLD}")

    assert f"{keys} {keys!r}" == "RootKeys(k2, k1) RootKeys(k2, k1)"
    assert not hasattr(keys, "__dict__")


def test_root_keys_are_never_copied_or_pickled() -> None:
    for spread in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            spread(RootKeys.parse(OLD))
