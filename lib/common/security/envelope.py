"""`version|key id|nonce|ciphertext`: what a sealed value looks like at rest.

One byte of format version, the key's id behind its length (one byte), 12 bytes of nonce, then AES-256-GCM's
ciphertext and its 16 bytes of tag. The header is authenticated with the rest.
"""

from __future__ import annotations

import os
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from common.security.errors import SealBrokenError

_VERSION: Final = b"\x01"
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16


class Envelope(NamedTuple):
    """An envelope taken apart, nothing of it verified."""

    header: bytes
    key_id: bytes
    nonce: bytes
    ciphertext: bytes


def header_of(key_id: bytes) -> bytes:
    """What an envelope under this key begins with. At most 255 bytes of id."""
    return _VERSION + len(key_id).to_bytes(1, "big") + key_id


def seal(key: AESGCM, header: bytes, plaintext: bytes, bound_to: bytes) -> bytes:
    """The nonce is random: one key seals 2**32 values before a repeat is a risk (NIST SP 800-38D, 8.3)."""
    nonce = os.urandom(_NONCE_BYTES)
    return header + nonce + key.encrypt(nonce, plaintext, header + bound_to)


def take_apart(sealed: bytes) -> Envelope:
    """Raises SealBrokenError where it can't be an envelope."""
    if len(sealed) < 2 or sealed[:1] != _VERSION:
        raise SealBrokenError("seal_unreadable")
    start = 2 + sealed[1]
    end = start + _NONCE_BYTES
    if len(sealed) < end + _TAG_BYTES:
        raise SealBrokenError("seal_unreadable")
    return Envelope(sealed[:start], sealed[2:start], sealed[start:end], sealed[end:])


def open_envelope(key: AESGCM, envelope: Envelope, bound_to: bytes) -> bytes:
    """Raises SealBrokenError where the content, its header or what it is bound to is another."""
    try:
        return key.decrypt(envelope.nonce, envelope.ciphertext, envelope.header + bound_to)
    except InvalidTag:
        raise SealBrokenError("seal_broken") from None
