"""A clinic's key, and the fields it seals.

Every field is sealed under a key of its own, derived from the clinic's, and bound to its place: clinic,
entity, record, field and the record's version. So a value that was moved, rolled back or edited doesn't open.
What sealing alone can't show is a whole record put back together with its old version: that is for the audit
chain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from typing_extensions import override

from common.security.derivation import derive_key, join_parts
from common.security.envelope import header_of, open_envelope, seal, take_apart
from common.security.errors import SealBrokenError, UnsealableTextError

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEY_ID_BYTES: Final = 4


class ClinicKey:
    """Opened from its wrapping by `RootKeys.unwrap`. Derived keys are kept as long as the object."""

    __slots__ = ("_clinic_id", "_field_keys", "_header", "_key_id", "_secret")

    def __init__(self, clinic_id: str, secret: bytes) -> None:
        self._clinic_id = clinic_id
        self._secret = secret
        self._key_id = derive_key(secret, "key id", length=_KEY_ID_BYTES)
        self._header = header_of(self._key_id)
        self._field_keys: dict[tuple[str, str], AESGCM] = {}

    def seal(self, entity: str, record_id: str, field: str, version: int, plaintext: str) -> bytes:
        """Raises UnsealableTextError for a text with a lone surrogate."""
        place = self._place(entity, record_id, field, version)
        return seal(self._field_key(entity, field), self._header, _encode(plaintext), place)

    def open(self, entity: str, record_id: str, field: str, version: int, sealed: bytes) -> str:
        """Raises SealBrokenError unless it was sealed in just this place."""
        envelope = take_apart(sealed)
        if envelope.key_id != self._key_id:
            raise SealBrokenError("key_unknown")
        place = self._place(entity, record_id, field, version)
        return open_envelope(self._field_key(entity, field), envelope, place).decode()

    def seal_record(self, entity: str, record_id: str, version: int, fields: Mapping[str, str]) -> dict[str, bytes]:
        """Each field sealed by its name. Raises UnsealableTextError, and then seals none."""
        return {name: self.seal(entity, record_id, name, version, text) for name, text in fields.items()}

    def open_record(self, entity: str, record_id: str, version: int, fields: Mapping[str, bytes]) -> dict[str, str]:
        """Each field opened by its name. Raises SealBrokenError, and then opens none."""
        return {name: self.open(entity, record_id, name, version, sealed) for name, sealed in fields.items()}

    @override
    def __repr__(self) -> str:
        return f"ClinicKey({self._clinic_id!r})"

    @override
    def __reduce__(self) -> NoReturn:
        raise TypeError("a clinic's key is never copied or pickled")

    def _field_key(self, entity: str, field: str) -> AESGCM:
        key = self._field_keys.get((entity, field))
        if key is None:
            key = AESGCM(derive_key(self._secret, "seal", entity, field))
            self._field_keys[entity, field] = key
        return key

    def _place(self, entity: str, record_id: str, field: str, version: int) -> bytes:
        return join_parts(self._clinic_id, entity, record_id, field, str(version))


def _encode(plaintext: str) -> bytes:
    try:
        return plaintext.encode()
    except UnicodeEncodeError:
        pass  # raised below, because that error holds the text and would stay attached as context
    raise UnsealableTextError
