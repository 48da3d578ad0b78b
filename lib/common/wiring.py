"""The only place where rooms meet. What is opened here stays open in a warm container."""

from __future__ import annotations

import uuid
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from common import clock, log, settings
from common.domain.scope import Role
from common.http.edge import Edge
from common.http.people import Reception, respond
from common.integrations.firebase.identity import FirebaseIdentity
from common.security.links import SignedLinks
from common.security.pseudonym import Pseudonyms
from common.security.root_keys import RootKeys
from common.store.door import ValkeyDoor
from common.store.sweeps import ValkeySweeps
from common.store.valkey import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from common.actions.charge_card import Till
    from common.domain.cards import EventVerifier
    from common.domain.charges import Charge
    from common.domain.payments import Processor
    from common.http.answers import Answer
    from common.http.call import Call
    from common.http.contract import Contract, Operation
    from common.http.events import HttpRequest
    from common.http.fields import Request, Response
    from common.http.links import LinkEntrance
    from common.http.machines import ServiceEntrance

RequestT = TypeVar("RequestT", bound="Request")
_LINK_SECONDS: Final = 7 * 86400


class Function:
    """A function that people call. Name each operation's handler with `answers`."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._handlers: dict[str, Callable[[Call[Any]], Response]] = {}

    def answers(
        self, *operations: Operation[RequestT]
    ) -> Callable[[Callable[[Call[RequestT]], Response]], Callable[[Call[RequestT]], Response]]:
        """Registers what answers `operations`."""

        def register(handler: Callable[[Call[RequestT]], Response]) -> Callable[[Call[RequestT]], Response]:
            self._handlers |= {operation.method: handler for operation in operations}
            return handler

        return register

    def __call__(self, event: Mapping[str, Any]) -> Answer:
        """The platform's answer to the platform's event."""

        def respond_to(http: HttpRequest, request_id: str) -> Response:
            return respond(reception(self._contract), self._handlers, http, request_id, now())

        return edge(self._contract).answer(event, respond_to)


def now() -> int:
    """Epoch seconds."""
    return int(clock.now().timestamp())


def edge(contract: Contract) -> Edge:
    """The edge of a function."""
    _configure_log()
    return Edge(contract, core().allowed_origins)


def reception(contract: Contract) -> Reception:
    """Where people are let in."""
    return Reception(
        contract=contract,
        door=door(),
        verify=identity().verify,
        pseudonym=pseudonyms().of,
        require_second_factor=core().require_second_factor,
    )


def service_entrance(contract: Contract, role: Role) -> ServiceEntrance:
    """Where machines are let in."""
    from common.http.machines import ServiceEntrance  # noqa: PLC0415

    return ServiceEntrance(door(), role, contract.name, contract.operations[0].audit or contract.name)


def scheduled(contract: Contract, event: Mapping[str, Any], tick: Callable[[str], Response]) -> Answer:
    """Answers the platform's clock, whose calls have no `http`, or another one that shows the tick's secret."""
    if "http" not in event:
        _configure_log()
        request_id = uuid.uuid4().hex
        with log.bound_to(request_id):
            return {"body": tick(request_id).model_dump(mode="json")}

    def tick_for(http: HttpRequest, request_id: str) -> Response:
        from common.http.machines import require_secret  # noqa: PLC0415

        require_secret(http, settings.tick_secret())
        return tick(request_id)

    return edge(contract).answer(event, tick_for)


@cache
def core() -> settings.Core:
    """What every function is told."""
    return settings.core()


@cache
def door() -> ValkeyDoor:
    """The way to the records."""
    return ValkeyDoor(connect(core().valkey_url), RootKeys.parse(core().root_keys))


@cache
def identity() -> FirebaseIdentity:
    """Who tokens prove their bearers to be."""
    return FirebaseIdentity(core().firebase_project_id, emulated=core().firebase_emulator_host is not None)


@cache
def pseudonyms() -> Pseudonyms:
    """Names for callers who haven't signed in."""
    return Pseudonyms(core().root_keys)


@cache
def processor(account: str | None) -> Processor:
    """Stripe, in a clinic's account or ours; loaded by the functions alone that need it."""
    from common.integrations.stripe.processor import open_processor  # noqa: PLC0415

    told = settings.stripe()
    return open_processor(told.secret_key, told.api_base, account)


def till(call: Call[Any]) -> Till:
    """Where the caller's clinic charges cards."""
    from common.actions.charge_card import Till  # noqa: PLC0415

    practice = call.practice
    return Till(call.stores, processor(practice.clinic.stripe_account), practice, practice.clinic.id, call.now)


@cache
def payment_links() -> SignedLinks:
    """For finishing a payment without signing in."""
    return SignedLinks(core().root_keys, "payment")


def payment_link(charge: Charge, clinic_id: str, at: int) -> str:
    """The site's path to it. The token stands in the fragment: browsers send that to nobody."""
    token = payment_links().sign(clinic_id, charge.patient_id, charge.id, expires_at=at + _LINK_SECONDS)
    return f"/pay#{token}"


def link_entrance(contract: Contract) -> LinkEntrance:
    """Where somebody with a signed link is let in."""
    from common.http.links import LinkEntrance  # noqa: PLC0415

    return LinkEntrance(contract, door(), payment_links(), pseudonyms().of)


def sweeps() -> ValkeySweeps:
    """Up to when Stripe's events were looked through."""
    return ValkeySweeps(door().valkey)


@cache
def stripe_events() -> EventVerifier:
    """Tells Stripe's events from anybody else's."""
    from common.integrations.stripe.webhooks import StripeEvents  # noqa: PLC0415

    return StripeEvents(settings.stripe_webhook_secret())


@cache
def _configure_log() -> None:
    log.configure()
