"""The scan finds what is there: a scan that can't fail shows nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from local.valkey import Valkey
from tests.canary.canaries import CANARIES, EMAIL, NAME, PHONE, found
from tests.canary.evidence import stored_on_disk
from tests.product import Product

DISGUISES: dict[str, Callable[[str], bytes]] = {
    "clear": str.encode,
    "capitals": lambda text: text.upper().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 after one": lambda text: base64.b64encode(b"{" + text.encode() + b"}"),
    "base64 after two": lambda text: base64.b64encode(b'{"' + text.encode() + b'"}'),
    "base64 of a URL": lambda text: base64.urlsafe_b64encode(b"?>" + text.encode() + b"?>?"),
    "form": lambda text: quote_plus(text).encode(),
    "JSON": lambda text: json.dumps({"x": text}).encode(),
    "hexadecimal": lambda text: text.encode().hex().upper().encode(),
    "UTF-16": lambda text: text.encode("utf-16-le"),
    "digest": lambda text: hashlib.sha256(text.encode()).hexdigest().encode(),
    "digest of small letters": lambda text: hashlib.md5(text.lower().encode()).hexdigest().encode(),  # noqa: S324
}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("label", CANARIES)
def test_a_canary_is_found_in_each_disguise(label: str, disguise: str) -> None:
    for text in CANARIES[label]:
        assert label in found(b"\x00before " + DISGUISES[disguise](text) + b" after\xff"), text


def test_nothing_is_found_where_nothing_is() -> None:
    noise = b"apt_0123456789abcdefghjk 2027-03-09T15:00:00Z visa 4242 " + bytes(range(256)) * 40
    assert (
        found(noise + base64.b64encode(noise) + Path(__file__).parent.parent.joinpath("product.py").read_bytes()) == {}
    )


def test_a_canary_in_what_was_squeezed_is_what_the_scan_can_not_see() -> None:
    """Why the scan has Valkey write its snapshot without compression."""
    assert found(zlib.compress(NAME.encode() * 20)) == {}


def test_a_canary_planted_in_valkey_is_found_in_the_log_and_in_the_snapshot(tmp_path: Path) -> None:
    with Valkey(tmp_path, extra={"rdbcompression": "no"}) as server:
        raw = Product(server.url).raw
        raw.hset("c:{x}:patient:1", "phone", f"padding, so that it would be squeezed: {PHONE * 9}")
        raw.set("c:{x}:zephyrine", "1")
        disk = stored_on_disk(raw, tmp_path)
    assert {name for name, content in disk.items() if "phone" in found(content)} == {"append-only log", "snapshot"}
    assert all(set(found(content)) == {"phone", "name"} for content in disk.values())


def test_a_canary_planted_in_a_log_line_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    print(f"sending to {EMAIL}")  # noqa: T201  # as a careless line would
    assert set(found(capsys.readouterr().out.encode())) == {"email", "name"}
