"""The environment that functions run in locally, and the secrets made for it."""

import base64
import json
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, Self

from local.firebase.emulator import PROJECT

Kind = Literal["local", "test"]
ROOT_KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """Random, of this machine only. What was sealed with `root_keys` can't be read without them."""

    root_keys: str = field(repr=False)
    stripe_secret_key: str = field(repr=False)
    stripe_publishable_key: str
    stripe_webhook_secret: str = field(repr=False)
    tick_secret: str = field(repr=False)

    @classmethod
    def new(cls) -> Self:
        return cls(
            root_keys=f"local-1:{base64.b64encode(secrets.token_bytes(ROOT_KEY_BYTES)).decode()}",
            stripe_secret_key=f"sk_test_{secrets.token_hex(24)}",
            stripe_publishable_key=f"pk_test_{secrets.token_hex(24)}",
            stripe_webhook_secret=f"whsec_{secrets.token_hex(24)}",
            tick_secret=secrets.token_hex(24),
        )

    @classmethod
    def kept(cls, path: Path) -> Self:
        """Those of the file, made at first."""
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(json.dumps(asdict(cls.new()), indent=2) + "\n")
        return cls(**json.loads(path.read_text()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the parts answer. `auth` is host and port, the others are URLs; `site` lists every origin of it."""

    valkey: str
    auth: str
    stripe: str
    site: tuple[str, ...]


def function_settings(addresses: Addresses, secret: Secrets, kind: Kind = "local") -> dict[str, str]:
    """What `common.settings` reads."""
    return {
        "ENVIRONMENT": kind,
        "VALKEY_URL": addresses.valkey,
        "ROOT_KEYS": secret.root_keys,
        "FIREBASE_PROJECT_ID": PROJECT,
        "FIREBASE_AUTH_EMULATOR_HOST": addresses.auth,
        "STRIPE_SECRET_KEY": secret.stripe_secret_key,
        "STRIPE_WEBHOOK_SECRET": secret.stripe_webhook_secret,
        "STRIPE_API_BASE": addresses.stripe,
        "ALLOWED_ORIGINS": ",".join(addresses.site),
        "REQUIRE_SECOND_FACTOR": "false",
        "TICK_SECRET": secret.tick_secret,
    }
