"""Made-up health information that stands nowhere else, and how to find it in whatever disguise."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from urllib.parse import quote, quote_plus

NAME = "Zéphyrine Quillfeather"
EMAIL = "zephyrine.quillfeather@canary.example"
PHONE = "+16175559183"
BIRTHDAY = "1931-07-29"
NOTE = "Suspected morphoea ventralis"
REASON = "Chemotherapy elsewhere"
ADDRESS = "198.51.100.217"
CARDHOLDER = "QUILLFEATHER/Z"

# What is looked for: each word that gives somebody away, under the name of what it belongs to.
CANARIES: Mapping[str, tuple[str, ...]] = {
    "name": (NAME, "Zéphyrine", "Zephyrine", "Quillfeather"),
    "email": (EMAIL, "zephyrine.quillfeather"),
    "phone": (PHONE, "6175559183", "617-555-9183", "(617) 555-9183", "617 555 9183"),
    "birthday": (BIRTHDAY, "19310729", "07/29/1931", "29.07.1931", "July 29, 1931", "Jul 29, 1931"),
    "note": (NOTE, "morphoea", "ventralis"),
    "reason": (REASON, "Chemotherapy"),
    "address": (ADDRESS,),
    "cardholder": (CARDHOLDER,),
}


def found(content: bytes) -> dict[str, str]:
    """Which canaries `content` holds, each with the disguise that it was seen in."""
    plain = content.lower()
    return {
        label: disguise
        for label, texts in CANARIES.items()
        for disguise, needle, ignores_case in _needles(texts)
        if needle in (plain if ignores_case else content)
    }


@cache
def _needles(texts: tuple[str, ...]) -> tuple[tuple[str, bytes, bool], ...]:
    return tuple(needle for text in texts for needle in _disguises(text))


def _disguises(text: str) -> Iterator[tuple[str, bytes, bool]]:
    """Name, bytes, and whether the case of letters makes no difference."""
    for form in {text, unicodedata.normalize("NFD", text)}:
        raw = form.encode()
        yield "clear", form.lower().encode(), True
        yield "capitals", form.upper().encode().lower(), True
        yield "UTF-16", form.encode("utf-16-le"), False
        yield "Latin-1", form.encode("latin-1", "replace").lower(), True
        yield "JSON", form.encode("ascii", "backslashreplace").lower().replace(b"\\x", b"\\u00"), True
        yield "percent", quote(form).lower().encode(), True
        yield "form", quote_plus(form).lower().encode(), True
        yield "hexadecimal", raw.hex().encode(), True
        yield "reversed", raw[::-1].lower(), True
        yield from (("base64", piece, False) for piece in _base64(raw))
    for plain in {text, text.lower()}:
        yield from (("digest", digest, True) for digest in _digests(plain.encode()))


def _base64(raw: bytes) -> Iterable[bytes]:
    """What stays the same wherever in a longer text it stands: three ways to begin, both alphabets."""
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + raw)
        # The first and the last characters hang on their neighbours.
        inner = encoded[-(-8 * shift // 6) : len(b"\0" * shift + raw) * 8 // 6]
        yield inner
        yield inner.translate(bytes.maketrans(b"+/", b"-_"))


def _digests(raw: bytes) -> Iterable[bytes]:
    """Of so few phone numbers and birthdays, a bare digest is no disguise."""
    for name in ("md5", "sha1", "sha256"):
        digest = hashlib.new(name, raw, usedforsecurity=False)
        yield digest.hexdigest().encode()
