"""The only reader of the environment, one group for each concern.

A group is read when it is needed and needs only its own names, because a function is given no others. What is
missing or refused is named all at once, by name and never by value.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args
from urllib.parse import urlsplit

from common.domain.errors import CalendersomeError

Environment = Literal["local", "test", "production"]

_ENVIRONMENTS: Final = get_args(Environment)
_VALKEY_SCHEMES: Final = ("redis", "rediss", "redis+cluster", "rediss+cluster")
_VALKEY_SCHEMES_WITH_TLS: Final = ("rediss", "rediss+cluster")


class SettingsError(CalendersomeError):
    """The environment isn't fit to run in. `names` are those at fault; the message shows no value."""

    def __init__(self, missing: Sequence[str], refused: Mapping[str, str]) -> None:
        reasons = ["not set: " + ", ".join(missing)] if missing else []
        super().__init__("; ".join(reasons + [f"{name} {why}" for name, why in refused.items()]))
        self.names = (*missing, *refused)


@dataclass(frozen=True, slots=True)
class Core:
    """What every function is given. `root_keys` is the text that `RootKeys.parse` reads."""

    environment: Environment
    valkey_url: str = field(repr=False)
    root_keys: str = field(repr=False)
    firebase_project_id: str
    firebase_emulator_host: str | None
    allowed_origins: tuple[str, ...]
    require_second_factor: bool


@dataclass(frozen=True, slots=True)
class Stripe:
    """For functions that hold or charge a card. `api_base` is None for Stripe itself."""

    secret_key: str = field(repr=False)
    api_base: str | None


def core(environ: Mapping[str, str] = os.environ) -> Core:
    """Raises SettingsError."""
    read = _Reader(environ)
    settings = Core(
        environment=read.environment(),
        valkey_url=read.required("VALKEY_URL"),
        root_keys=read.required("ROOT_KEYS"),
        firebase_project_id=read.required("FIREBASE_PROJECT_ID"),
        # With it, firebase-admin believes unsigned tokens.
        firebase_emulator_host=read.not_in_production("FIREBASE_AUTH_EMULATOR_HOST"),
        allowed_origins=_split(read.required("ALLOWED_ORIGINS")),
        require_second_factor=read.boolean("REQUIRE_SECOND_FACTOR", default=True),
    )
    _check_valkey_url(read, settings)
    _check_origins(read, settings)
    if not settings.require_second_factor:
        read.refuse_in_production("REQUIRE_SECOND_FACTOR", "must not be false in production")
    read.finish()
    return settings


def stripe(environ: Mapping[str, str] = os.environ) -> Stripe:
    """Raises SettingsError."""
    read = _Reader(environ)
    read.environment()
    settings = Stripe(read.required("STRIPE_SECRET_KEY"), read.not_in_production("STRIPE_API_BASE"))
    read.finish()
    return settings


def stripe_webhook_secret(environ: Mapping[str, str] = os.environ) -> str:
    """The secret that Stripe signs its events with. Raises SettingsError."""
    return _one("STRIPE_WEBHOOK_SECRET", environ)


def tick_secret(environ: Mapping[str, str] = os.environ) -> str:
    """What a clock other than the platform's shows to be let in. Raises SettingsError."""
    return _one("TICK_SECRET", environ)


class _Reader:
    """Reads on past a problem, so that `finish` can name every one."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._missing: list[str] = []
        self._refused: dict[str, str] = {}

    def optional(self, name: str) -> str | None:
        return self._environ.get(name, "").strip() or None

    def required(self, name: str) -> str:
        value = self.optional(name)
        if value is None:
            self._missing.append(name)
        return value or ""

    def environment(self) -> Environment:
        value = self.required("ENVIRONMENT")
        if value and value not in _ENVIRONMENTS:
            self.refuse("ENVIRONMENT", f"must be one of {', '.join(_ENVIRONMENTS)}")
        # What isn't known never gets past finish().
        return next((known for known in _ENVIRONMENTS if known == value), "production")

    def boolean(self, name: str, *, default: bool) -> bool:
        value = self.optional(name)
        if value not in {None, "true", "false"}:
            self.refuse(name, "must be true or false")
        return default if value is None else value == "true"

    def not_in_production(self, name: str) -> str | None:
        value = self.optional(name)
        if value is not None:
            self.refuse_in_production(name, "must not be set in production")
        return value

    def refuse(self, name: str, why: str) -> None:
        self._refused[name] = why

    def refuse_in_production(self, name: str, why: str) -> None:
        if self.optional("ENVIRONMENT") == "production":
            self.refuse(name, why)

    def finish(self) -> None:
        if self._missing or self._refused:
            raise SettingsError(self._missing, self._refused)


def _one(name: str, environ: Mapping[str, str]) -> str:
    read = _Reader(environ)
    value = read.required(name)
    read.finish()
    return value


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _check_valkey_url(read: _Reader, settings: Core) -> None:
    scheme, separator, _ = settings.valkey_url.partition("://")
    if settings.valkey_url and (not separator or scheme not in _VALKEY_SCHEMES):
        read.refuse("VALKEY_URL", f"must start with one of {', '.join(f'{s}://' for s in _VALKEY_SCHEMES)}")
    elif scheme and scheme not in _VALKEY_SCHEMES_WITH_TLS:
        read.refuse_in_production("VALKEY_URL", "must use TLS in production")


def _check_origins(read: _Reader, settings: Core) -> None:
    if not all(_is_origin(origin) for origin in settings.allowed_origins):
        read.refuse("ALLOWED_ORIGINS", "must be exact origins, such as https://book.example.org")
    elif not all(origin.startswith("https://") for origin in settings.allowed_origins):
        read.refuse_in_production("ALLOWED_ORIGINS", "must use https in production")


def _is_origin(text: str) -> bool:
    """Just scheme, host and port, spelled as a browser sends them: no wildcard, path, `null` or capital."""
    try:
        parts = urlsplit(text)
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and "*" not in text
        and bool(parts.hostname)
        and text == f"{parts.scheme}://{parts.hostname}{port}"
    )
