"""The same key gives the same answer for a day (https://docs.stripe.com/api/idempotent_requests)."""

from __future__ import annotations

import hashlib
import json

from local.stripe.account import Account
from local.stripe.errors import ApiError
from local.stripe.forms import Tree

_KEPT_SECONDS = 24 * 3600


def find_answer(account: Account, key: str | None, path: str, tree: Tree) -> tuple[int, str] | None:
    """Status and JSON text of the first answer; refuses the key with another path or other parameters."""
    kept = account.idempotent.get(key) if key else None
    if kept is None or account.now() - kept["at"] > _KEPT_SECONDS:
        return None
    if kept["path"] != path:
        raise _misuse(f"can only be used for the same endpoint they were first used for ('{kept['path']}')")
    if kept["params"] != _fingerprint(tree):
        raise _misuse("can only be used with the same parameters they were first used with")
    return kept["status"], kept["body"]


def keep_answer(account: Account, key: str | None, path: str, tree: Tree, answer: tuple[int, str]) -> None:
    if key:
        status, body = answer
        kept = {
            "at": account.now(),
            "path": path,
            "params": _fingerprint(tree),
            "status": status,
            "body": body,
        }
        account.idempotent[key] = kept


def _fingerprint(tree: Tree) -> str:
    return hashlib.sha256(json.dumps(tree, sort_keys=True).encode()).hexdigest()


def _misuse(rule: str) -> ApiError:
    return ApiError(
        400,
        {"type": "idempotency_error", "message": f"Keys for idempotent requests {rule}. Try another key."},
    )
