"""The keys outside the store, under which each clinic's own key is kept inside it.

A wrapped clinic key is an envelope that names its root key and is bound to its clinic. Rotation: put a new
root key first in ROOT_KEYS, `rewrap` every clinic's key (in any order, interrupted and repeated at will),
then drop the old one. Nothing that was sealed needs to be touched. A destroyed clinic key leaves what it
sealed unreadable, in backups too.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from typing import TYPE_CHECKING, Final, NoReturn

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from typing_extensions import override

from common.security.derivation import KEY_BYTES, derive_key, join_parts
from common.security.envelope import header_of, open_envelope, seal, take_apart
from common.security.errors import RootKeysInvalidError, SealBrokenError
from common.security.sealing import ClinicKey

if TYPE_CHECKING:
    from collections.abc import Mapping

_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,32}", re.ASCII)


class RootKeys:
    """At least one; the first is current, the others only unwrap."""

    __slots__ = ("_current", "_keys")

    def __init__(self, secrets: Mapping[str, bytes]) -> None:
        self._current = next(iter(secrets)).encode()
        self._keys = {name.encode(): AESGCM(derive_key(secret, "wrap")) for name, secret in secrets.items()}

    @classmethod
    def parse(cls, text: str) -> RootKeys:
        """From `id:base64(32 bytes)[,id:...]`. Raises RootKeysInvalidError."""
        secrets: dict[str, bytes] = {}
        for place, entry in enumerate(text.split(","), start=1):
            key_id, secret = _parse_entry(entry.strip(), place)
            if key_id in secrets:
                raise RootKeysInvalidError(f"root key {place} repeats an id")
            secrets[key_id] = secret
        return cls(secrets)

    def wrap_new(self, clinic_id: str) -> bytes:
        """A new random key for a clinic, wrapped."""
        return self._wrap(clinic_id, os.urandom(KEY_BYTES))

    def unwrap(self, clinic_id: str, wrapped: bytes) -> ClinicKey:
        """Raises SealBrokenError: another clinic's, edited, or wrapped by a root key that isn't here."""
        return ClinicKey(clinic_id, self._open(clinic_id, wrapped))

    def rewrap(self, clinic_id: str, wrapped: bytes) -> bytes:
        """The same clinic key under the current root key; what already is comes back as it was.

        Raises SealBrokenError.
        """
        secret = self._open(clinic_id, wrapped)
        return wrapped if take_apart(wrapped).key_id == self._current else self._wrap(clinic_id, secret)

    @override
    def __repr__(self) -> str:
        return f"RootKeys({', '.join(key_id.decode() for key_id in self._keys)})"

    @override
    def __reduce__(self) -> NoReturn:
        raise TypeError("root keys are never copied or pickled")

    def _wrap(self, clinic_id: str, secret: bytes) -> bytes:
        return seal(self._keys[self._current], header_of(self._current), secret, _bound_to(clinic_id))

    def _open(self, clinic_id: str, wrapped: bytes) -> bytes:
        envelope = take_apart(wrapped)
        root_key = self._keys.get(envelope.key_id)
        if root_key is None:
            raise SealBrokenError("key_unknown")
        return open_envelope(root_key, envelope, _bound_to(clinic_id))


def _bound_to(clinic_id: str) -> bytes:
    return join_parts("clinic key", clinic_id)


def _parse_entry(entry: str, place: int) -> tuple[str, bytes]:
    key_id, _, encoded = entry.partition(":")
    if not _ID.fullmatch(key_id):
        raise RootKeysInvalidError(f"root key {place} needs an id of up to 32 letters, digits, - and _")
    try:
        secret = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise RootKeysInvalidError(f"root key {place} isn't the base64 of {KEY_BYTES} bytes")
    return key_id, secret
