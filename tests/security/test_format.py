"""What lies in the store stays readable: values sealed by the first release open in every later one."""

from __future__ import annotations

import hmac
from base64 import b64encode

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from common.security.root_keys import RootKeys
from common.security.sealing import ClinicKey

CLINIC = "cl_harbor"
CLINIC_SECRET = bytes(range(32))
ROOT_KEYS = RootKeys.parse("k1:" + b64encode(b"A" * 32).decode())
PLACE = ("patient", "pat_1", "full_name", 3)
WRAPPED = bytes.fromhex(
    "01026b31e816f393b4a3de2210920c29973e394bfbc43065d1d72312070b87bc"
    "bb11852c3b239b66f5eb2e3e67f18593941a4d0bbc9a46578af60607c48f7b31"
)
SEALED = bytes.fromhex("0104868b5aecda5759c6da333f00ec080718186936f0e668d1f8d650029843bb5098cb0ef08a299dc9d1")


def test_a_field_sealed_by_the_first_release_opens() -> None:
    assert ROOT_KEYS.unwrap(CLINIC, WRAPPED).open(*PLACE, SEALED) == "Zoë 李"


def test_the_documented_format_is_all_it_takes_to_open_a_field() -> None:
    header, nonce, ciphertext = SEALED[:6], SEALED[6:18], SEALED[18:]
    key = _hkdf(CLINIC_SECRET, _joined("calendersome", "seal", "patient", "full_name"))
    place = _joined(CLINIC, "patient", "pat_1", "full_name", "3")

    assert AESGCM(key).decrypt(nonce, ciphertext, header + place).decode() == "Zoë 李"
    assert header == b"\x01\x04" + _hkdf(CLINIC_SECRET, _joined("calendersome", "key id"))[:4]


def test_the_wrapped_key_is_the_clinic_key() -> None:
    sealed = ClinicKey(CLINIC, CLINIC_SECRET).seal(*PLACE, "Maya Ortiz")

    assert ROOT_KEYS.unwrap(CLINIC, WRAPPED).open(*PLACE, sealed) == "Maya Ortiz"


def _joined(*parts: str) -> bytes:
    return "".join(f"{len(part)}:{part}" for part in parts).encode()


def _hkdf(secret: bytes, info: bytes) -> bytes:
    """RFC 5869 for up to 32 bytes, without the library that the product uses."""
    return hmac.digest(hmac.digest(bytes(32), secret, "sha256"), info + b"\x01", "sha256")
