"""Who can sign in to the demo."""

from dataclasses import dataclass

from local.firebase.client import AuthClient

PASSWORD = "harbor-light-2027"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str
    does: str


AMELIA = Person("Amelia Johnson", "johnson@harborderm.example", "owner and provider")
CHEN = Person("Wei Chen", "chen@harborderm.example", "provider")
PRIYA = Person("Priya Nair", "priya@harborderm.example", "front desk")
MAYA = Person("Maya Ortiz", "maya.ortiz@mail.example", "patient")
DANIEL = Person("Daniel Kim", "daniel.kim@mail.example", "patient")
RUTH = Person("Ruth Adeyemi", "ruth.adeyemi@mail.example", "patient")

EVERYONE = (AMELIA, CHEN, PRIYA, MAYA, DANIEL, RUTH)


def create_accounts(accounts: AuthClient) -> dict[Person, str]:
    """Each person's verified account, by its uid."""
    return {
        person: accounts.create_account(person.email, PASSWORD, name=person.name, is_verified=True)
        for person in EVERYONE
    }
