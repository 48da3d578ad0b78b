"""What sealing refuses.

CalendersomeError
├── SealBrokenError        what is stored isn't what was sealed there
├── UnsealableTextError    a text that has no UTF-8
└── RootKeysInvalidError   ROOT_KEYS can't be read
"""

from __future__ import annotations

from typing import Literal

from common.domain.errors import CalendersomeError


class SealBrokenError(CalendersomeError):
    """Edited, cut, moved from where it was sealed, or sealed by a key that isn't at hand.

    `code` tells an operator which; which byte or part of its place is wrong can't be told.
    """

    def __init__(self, code: Literal["seal_broken", "seal_unreadable", "key_unknown"]) -> None:
        super().__init__(code)
        self.code = code


class UnsealableTextError(CalendersomeError):
    """A lone surrogate: half a character, which no honest client sends. The text isn't repeated."""

    code = "text_unsealable"

    def __init__(self) -> None:
        super().__init__("the text has a lone surrogate, so it has no UTF-8")


class RootKeysInvalidError(CalendersomeError):
    """ROOT_KEYS isn't a list of `id:base64(32 bytes)`. Names the entry's place, never its content."""

    code = "root_keys_invalid"
