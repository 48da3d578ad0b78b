"""Stripe's client with our own patience: two tries of 3.75 s and half a second between end within 8 s."""

from __future__ import annotations

import stripe

_CONNECT_SECONDS = 1.0
_READ_SECONDS = 2.75
_RETRIES = 1  # safe: the library sends an idempotency key with every POST


def open_client(secret_key: str, api_base: str | None = None, account: str | None = None) -> stripe.StripeClient:
    """`api_base` replaces https://api.stripe.com, for the local double. A live key is never sent there.

    `account` is a clinic's own, connected to the key's: https://docs.stripe.com/connect/direct-charges.
    """
    if api_base and "_test_" not in secret_key:
        raise ValueError("another Stripe address than Stripe's own takes test keys only")
    return stripe.StripeClient(
        secret_key,
        stripe_account=account,
        base_addresses={"api": api_base} if api_base else None,
        http_client=stripe.RequestsClient(timeout=(_CONNECT_SECONDS, _READ_SECONDS)),
        max_network_retries=_RETRIES,
    )
