"""The clinic's public page: who works there, what can be booked, under which policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from common.domain.scope import Role
from common.http.contract import Contract, Operation
from common.http.fields import Minor, Request, Response
from common.http.receipts import PolicyView, show_policy

if TYPE_CHECKING:
    from common.domain.clinic import Practice


class ClinicQuery(Request):
    """`slug` is the clinic's name in its address, such as `harbor-dermatology`."""

    slug: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class PayerView(Response):
    """`bars_fees`: nobody with this payer is ever charged for cancelling or missing a visit."""

    id: str
    name: str
    bars_fees: bool


class ProviderView(Response):
    """Someone who sees patients. `zone` is the IANA name their hours are kept in."""

    id: str
    name: str
    title: str
    zone: str


class AppointmentTypeView(Response):
    """What can be booked, with its price before insurance and what is paid of it to book."""

    id: str
    name: str
    description: str
    category: Literal["medical", "cosmetic"]
    duration_minutes: int
    price_minor: Minor
    deposit_minor: Minor
    may_prepay: bool
    provider_ids: tuple[str, ...]


class ClinicView(Response):
    """Everything the public page shows, and what the booking asks for. `stripe_account`: whose Stripe page the card
    goes to, None for the platform's own.
    """

    id: str
    slug: str
    name: str
    address: str
    phone: str
    phone_hours: str
    zone: str
    currency: str
    stripe_account: str | None
    providers: tuple[ProviderView, ...]
    appointment_types: tuple[AppointmentTypeView, ...]
    payers: tuple[PayerView, ...]
    policy: PolicyView


def show_clinic(practice: Practice) -> ClinicView:
    """What anyone may know: inactive types and hours stay inside."""
    clinic, policy = practice.clinic, practice.policy
    return ClinicView(
        id=clinic.id,
        slug=clinic.slug,
        name=clinic.name,
        address=clinic.address,
        phone=clinic.phone,
        phone_hours=clinic.phone_hours,
        zone=clinic.zone,
        currency=clinic.currency,
        stripe_account=clinic.stripe_account,
        providers=tuple(
            ProviderView(id=p.id, name=p.name, title=p.title, zone=p.schedule.zone) for p in practice.providers
        ),
        appointment_types=tuple(AppointmentTypeView.model_validate(t) for t in practice.types if t.active),
        payers=tuple(PayerView(id=p.id, name=p.name, bars_fees=p.id in policy.barred_payers) for p in clinic.payers),
        policy=show_policy(policy),
    )


SHOW = Operation(
    method="GET",
    summary="Show a clinic's public page",
    roles=(Role.ANYONE,),
    request=ClinicQuery,
    response=ClinicView,
    audit=None,
)

CONTRACT = Contract(name="clinic", summary="The clinic's public page", operations=(SHOW,), addressed_by="slug")
