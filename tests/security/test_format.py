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
    "01026b31afb5e227fb0da6c623b46dd45aeb434e6962fd87976944638fb2b4a9"
    "1dd5ffd4d11f7c6d5c74b8d20696bea684f24c10f3aa851f4af92f8eaa7d2dd7"
)
SEALED = bytes.fromhex("01040621dc6eacf829f3d1df57b5673682fe2eeb2a02681eefdcc2307cef49ad840e4280a6763b87db2c")


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
    return b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)


def _hkdf(secret: bytes, info: bytes) -> bytes:
    """RFC 5869 for up to 32 bytes, without the library that the product uses."""
    return hmac.digest(hmac.digest(bytes(32), secret, "sha256"), info + b"\x01", "sha256")
