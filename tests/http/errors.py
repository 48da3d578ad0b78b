"""Every error there is, and one example of each, with what must not get out wherever it takes text."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module

from common.domain import errors
from common.domain.money import Money
from common.domain.receipt import FeeChangedError, PricedVisit, receipt
from common.domain.vendor_errors import CardDeclinedError, UntrustedEventError, VendorError
from common.security.errors import RootKeysInvalidError, SealBrokenError, UnsealableTextError
from common.settings import SettingsError
from local.demo.practice import practice

CANARY = "Zephyrine Quillfeather"
# A stored record that doesn't open, or a setting that can't be read, is our fault and nobody else's business.
OURS = {SealBrokenError, UnsealableTextError, RootKeysInvalidError, SettingsError}


def _fee_changed() -> Exception:
    nothing = Money(0, "usd")
    visit = PricedVisit("typ_filler", Money(100, "usd"), frozenset({"pay_aetna"}), 10**6, 0, nothing, nothing, 10**6)
    return FeeChangedError(receipt(practice(0).policy, visit), zone="UTC", now=0)


_EXAMPLES: dict[type[Exception], Callable[[], Exception]] = {
    errors.InvalidFieldError: lambda: errors.InvalidFieldError("full_name", "Give this field."),
    errors.RateLimitedError: lambda: errors.RateLimitedError(60),
    errors.SlotTakenError: lambda: errors.SlotTakenError(()),
    FeeChangedError: _fee_changed,
    CardDeclinedError: lambda: CardDeclinedError("stripe", "card_declined", CANARY),
    UntrustedEventError: lambda: UntrustedEventError("stripe", "bad_signature"),
    VendorError: lambda: VendorError("stripe", "lock_timeout", CANARY, permanent=False),
    SealBrokenError: lambda: SealBrokenError("seal_broken"),
    UnsealableTextError: UnsealableTextError,
    SettingsError: lambda: SettingsError(["ROOT_KEYS"], {}),
}


def example(kind: type[Exception]) -> Exception:
    """One of its kind; those that take any text get what must not get out."""
    return _EXAMPLES.get(kind, lambda: kind(CANARY))()


def descendants(kind: type[Exception]) -> Iterator[type[Exception]]:
    """Of every module of ours, whoever has imported it so far; tests make errors of their own."""
    for name in ("domain", "security", "http", "store", "actions"):
        package = import_module(f"common.{name}")
        for module in pkgutil.iter_modules(package.__path__):
            import_module(f"common.{name}.{module.name}")
    for each in kind.__subclasses__():
        if each.__module__.startswith("common."):
            yield each
            yield from descendants(each)
