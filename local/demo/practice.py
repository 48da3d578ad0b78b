"""The clinic itself: who works there, what they offer, when, and under which policy."""

from __future__ import annotations

from datetime import date
from typing import Literal

from common.domain.availability import DateException, Schedule, WallRange
from common.domain.clinic import AppointmentType, Clinic, Payer, Practice, Provider
from common.domain.money import Fee
from common.domain.policy import Policy, Tier

CLINIC_ID = "cln_harbordermatology000"
JOHNSON = "prv_johnson0000000000000"
CHEN = "prv_chen0000000000000000"

PAYERS = (
    Payer("pay_bluecross", "Blue Cross Blue Shield of Massachusetts"),
    Payer("pay_aetna", "Aetna"),
    Payer("pay_harvardpilgrim", "Harvard Pilgrim"),
    Payer("pay_tufts", "Tufts Health Plan"),
    Payer("pay_medicare", "Medicare"),
    Payer("pay_masshealth", "MassHealth (Medicaid)", medicaid=True),
    Payer("pay_self", "I pay myself"),
)


def practice(published_at: int) -> Practice:
    """As a clinic starts: version 1 of everything. `published_at` in epoch seconds."""
    return Practice(
        version=1,
        clinic=Clinic(
            id=CLINIC_ID,
            slug="harbor-dermatology",
            name="Harbor Dermatology",
            address="210 Commercial Street, Suite 4, Boston, MA 02109",
            phone="+16175550142",
            phone_hours="Monday to Friday, 8:00 AM to 6:00 PM",
            zone="America/New_York",
            currency="usd",
            payers=PAYERS,
        ),
        providers=(
            Provider(JOHNSON, "Dr. Johnson", "Dermatologist", _JOHNSONS_HOURS, 1),
            Provider(CHEN, "Dr. Chen", "Dermatologist", _CHENS_HOURS, 1),
        ),
        types=TYPES,
        policies=(
            Policy(
                version=1,
                currency="usd",
                tiers=(Tier(24, Fee("amount", 5000)),),
                no_show_fee=Fee("amount", 10000),
                grace_minutes=15,
                barred_payers=frozenset({"pay_masshealth"}),
                published_at=published_at,
            ),
        ),
    )


def _type(  # noqa: PLR0913
    name: str,
    description: str,
    category: Literal["medical", "cosmetic"],
    minutes: int,
    dollars: int,
    *,
    deposit: int = 0,
    after: int | None = None,
    providers: tuple[str, ...] = (JOHNSON, CHEN),
) -> AppointmentType:
    type_id = "typ_" + "".join(c for c in name.lower() if c.isalpha())
    return AppointmentType(
        id=type_id,
        name=name,
        description=description,
        category=category,
        duration_minutes=minutes,
        price_minor=dollars * 100,
        deposit_minor=deposit * 100,
        step_minutes=None,
        buffer_before_minutes=None,
        buffer_after_minutes=after,
        provider_ids=providers,
        active=True,
        version=1,
    )


TYPES = (
    _type("Full-body skin check", "Every spot from scalp to soles, looked at with a lens.", "medical", 45, 180),
    _type("Mole evaluation", "One or two spots that worry you, looked at closely.", "medical", 30, 160, after=10),
    _type("Acne visit", "Breakouts, scars, or a treatment that stopped working.", "medical", 30, 140),
    _type("Rash or eczema", "Itching, redness, dry or flaking skin.", "medical", 30, 140),
    _type("Follow-up", "For patients we know, when your provider asked to see you again.", "medical", 15, 90),
    _type("Botox consultation", "What it can do for you, and what not.", "cosmetic", 30, 100, deposit=50),
    _type("Filler", "Volume and lines, after a talk about what you want.", "cosmetic", 45, 650, deposit=100),
    _type("Chemical peel", "For tone and texture.", "cosmetic", 60, 180, providers=(CHEN,)),
    _type("Laser session", "For redness, hair or pigment.", "cosmetic", 45, 250, providers=(CHEN,)),
    _type("Microneedling", "For scars and fine lines.", "cosmetic", 60, 320, providers=(CHEN,)),
)


def _day(*hours: tuple[int, int]) -> tuple[WallRange, ...]:
    return tuple(WallRange(start * 60, end * 60) for start, end in hours)


_LONG_DAY = _day((9, 12), (13, 17))

_JOHNSONS_HOURS = Schedule(
    zone="America/New_York",
    weekly=(_LONG_DAY, _LONG_DAY, _LONG_DAY, _day((9, 12), (13, 17), (18, 19)), _day((9, 13)), (), ()),
    exceptions=(
        DateException(
            "exc_memorialday", "closed", date(2027, 5, 31), date(2027, 5, 31), WallRange(0, 1440), "Memorial Day"
        ),
    ),
    step_minutes=15,
    buffer_before_minutes=0,
    buffer_after_minutes=0,
    minimum_notice_minutes=120,
    horizon_days=90,
)
_CHENS_HOURS = Schedule(
    zone="America/New_York",
    weekly=((), _day((8, 12), (13, 16)), _day((8, 12), (13, 16)), _day((8, 12), (13, 16)), _day((10, 18)), (), ()),
    exceptions=(),
    step_minutes=30,
    buffer_before_minutes=0,
    buffer_after_minutes=5,
    minimum_notice_minutes=240,
    horizon_days=60,
)
