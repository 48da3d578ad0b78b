"""Stories of money, in steps: what is asked of functions, what happens at Stripe, how time passes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from tests.functions.steps import JOHNSONS_ID, go_to, later
from tests.money.till import BOTOX, OVER, TOO_LATE, TUESDAY, Till
from tests.product import JOHNSON, MAYA, Person, Reply


@dataclass
class Scene:
    """One telling. `told` is what the steps so far were answered, and is as fresh as the telling."""

    till: Till
    told: dict[str, Any] = field(default_factory=dict)

    def ask(self, name: str, function: str, method: str, body: dict[str, Any], by: Person = MAYA) -> Any:
        """Asked again, it is the same request."""
        reply: Reply = self.till.product.call(function, method, by=by, body=body, key=f"key-of-the-step-{name}")
        self.told[name] = reply.json
        return reply.ok()

    @property
    def visit(self) -> str:
        return str(self.told.get("visit") or self.told["hold"]["appointment_id"])


@dataclass(frozen=True)
class Step:
    """`asked`: by a person, who may ask again; `ticked`: by the schedule; `done`: at Stripe, or by the clock."""

    how: Literal["asked", "ticked", "done"]
    take: Callable[[Scene], object]


@dataclass(frozen=True)
class Story:
    """`ends` is how it may end: first as it does when nothing goes wrong, then as it may when somebody gives up."""

    name: str
    begin: Callable[[Scene], object]
    steps: Sequence[Step]
    ends: Sequence[tuple[tuple[str, ...], ...]]


def asked(take: Callable[[Scene], object]) -> Step:
    return Step("asked", take)


def done(take: Callable[[Scene], object]) -> Step:
    return Step("done", take)


ENFORCE: Final = Step("ticked", lambda scene: scene.till.product.enforce())
REMIND: Final = Step("ticked", lambda scene: scene.till.product.tick())


def _hold(scene: Scene) -> None:
    wanted = {"provider_id": JOHNSONS_ID, "appointment_type_id": BOTOX, "starts_at": TUESDAY}
    scene.ask("hold", "book_slot", "POST", wanted)


def _accept(name: str) -> Step:
    def take(scene: Scene) -> None:
        held = scene.told["hold"]
        terms = {part: held["receipt"][part] for part in ("policy_version", "policy_hash")}
        scene.ask(name, "book_slot", "PUT", {"appointment_id": held["appointment_id"], **terms})

    return asked(take)


def _pay(scene: Scene) -> None:
    """In the browser, with a new card."""
    scene.till.bank.pay(scene.told["accept"]["client_secret"])


def _run_out(scene: Scene) -> None:
    later(scene.till.product, minutes=11)


def _book(card: str = "pm_card_visa") -> Callable[[Scene], None]:
    """Days ago, with a card on file; what Stripe told of that was heard."""

    def take(scene: Scene) -> None:
        scene.till.keep_card(card)
        scene.told["visit"] = scene.till.book()
        later(scene.till.product, minutes=11)
        scene.till.product.enforce()

    return take


def _to(instant: str) -> Callable[[Scene], None]:
    return lambda scene: go_to(scene.till.product, instant)


def _cancel(scene: Scene) -> None:
    scene.ask("cancel", "cancel", "POST", {"appointment_id": scene.visit, "expected_fee_minor": 5000})


def _attend(name: str, status: str, version: int) -> Step:
    def take(scene: Scene) -> None:
        said = {"appointment_id": scene.visit, "status": status, "version": version}
        scene.ask(name, "attendance", "POST", said, JOHNSON)

    return asked(take)


def _change(action: str, **more: Any) -> Step:
    def take(scene: Scene) -> None:
        (charge,) = scene.till.charges()
        scene.ask(action, "charges", "POST", {"charge_id": charge["id"], "action": action, **more}, JOHNSON)

    return asked(take)


def _then(*takes: Callable[[Scene], object]) -> Callable[[Scene], None]:
    def begin(scene: Scene) -> None:
        for take in takes:
            take(scene)

    return begin


def _give_back_at_stripe(scene: Scene) -> None:
    """Somebody of the clinic, on Stripe's own site."""
    (intent,) = scene.till.bank.made("payment_intent")
    scene.till.bank.api.refunds.create({"payment_intent": intent["id"], "amount": 2000})


def _hear_of_it(scene: Scene) -> None:
    """Stripe tells, and tells again what wasn't answered."""
    scene.till.bank.deliver(scene.till.bank.event("charge.refunded")).ok()


def _nothing(scene: Scene) -> None:
    """The patient has joined, and that is all."""


FREE, LATE = ("cancelled", "hold_expired"), ("cancelled", "patient")
BOOKED, MISSED = ("booked", ""), ("noshow", "")
DEPOSIT, GIVEN_BACK = ("deposit", "succeeded", "5000", "0"), ("deposit", "refunded", "5000", "5000")
FEE, NO_SHOW = ("late_cancel", "succeeded", "5000", "0"), ("no_show", "succeeded", "10000", "0")
UNDONE = ("no_show", "refunded", "10000", "10000")

STORIES: Final = (
    Story(
        "a late cancellation is charged",
        _then(_book(), _to(TOO_LATE)),
        [asked(_cancel), ENFORCE],
        [(LATE, FEE), (BOOKED,)],
    ),
    Story(
        "a deposit is paid in the browser and the visit booked",
        _nothing,
        [asked(_hold), _accept("accept"), done(_pay), _accept("book")],
        [(BOOKED, DEPOSIT), (FREE,), ()],
    ),
    Story(
        "a deposit is paid with the card on file",
        lambda scene: scene.till.keep_card(),
        [asked(_hold), _accept("accept")],
        [(BOOKED, DEPOSIT), (FREE,), ()],
    ),
    Story(
        "the clinic gives a fee back",
        _then(_book(), _to(TOO_LATE), _cancel, ENFORCE.take),
        [_change("refund"), ENFORCE],
        [(LATE, ("late_cancel", "refunded", "5000", "5000")), (LATE, FEE)],
    ),
    Story(
        "a part of a fee is given back at Stripe itself",
        _then(_book(), _to(TOO_LATE), _cancel, ENFORCE.take),
        [done(_give_back_at_stripe), asked(_hear_of_it)],
        [(LATE, ("late_cancel", "succeeded", "5000", "2000"))],
    ),
    Story(
        "a missed visit is charged",
        _then(_book(), _to(OVER)),
        [_attend("noshow", "noshow", 2), ENFORCE],
        [(MISSED, NO_SHOW), (BOOKED,)],
    ),
    Story(
        "a hold runs out although its deposit was paid",
        _nothing,
        [
            asked(_hold),
            _accept("accept"),
            done(_pay),
            done(lambda scene: later(scene.till.product, minutes=11)),
            REMIND,
            ENFORCE,
        ],
        [(BOOKED, DEPOSIT), (FREE,), ()],
    ),
    Story(
        "a fee is waived right after it was declined",
        _then(_book("pm_card_chargeCustomerFail"), _to(TOO_LATE), _cancel),
        [ENFORCE, _change("waive", reason="Her child was ill."), ENFORCE],
        [(LATE, ("late_cancel", "waived", "5000", "0")), (LATE, ("late_cancel", "failed", "5000", "0"))],
    ),
    Story(
        "a missed visit turns out to have been kept, after it was charged",
        _then(_book(), _to(OVER), _attend("missed", "noshow", 2).take),
        [ENFORCE, _attend("booked", "booked", 3), ENFORCE],
        [(BOOKED, UNDONE), (MISSED, NO_SHOW)],
    ),
    Story(
        "a missed visit is said to be kept, and then missed after all",
        _then(_book(), _to(OVER), _attend("missed", "noshow", 2).take, ENFORCE.take),
        [_attend("booked", "booked", 3), _attend("noshow", "noshow", 4), ENFORCE],
        [(MISSED, UNDONE, NO_SHOW), (BOOKED, UNDONE), (MISSED, NO_SHOW)],
    ),
)
