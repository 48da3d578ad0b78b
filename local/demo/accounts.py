"""The accounts that the demo's people sign in with."""

from local.demo.people import PASSWORD, PATIENTS, TEAM
from local.firebase.client import AuthClient


def create_accounts(accounts: AuthClient) -> dict[str, str]:
    """Each person's uid by email address; the addresses count as verified."""
    emails = [person.email for person in (*TEAM, *PATIENTS)]
    return {email: accounts.create_account(email, PASSWORD, is_verified=True) for email in emails}
