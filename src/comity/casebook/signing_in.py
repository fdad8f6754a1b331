"""Sign-in by name, password and second factor; nobody opens an account for themselves.

The first administrator, and every person an administrator invites, gets a link that works once and ends in a day.
"""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.core import signing
from django.http import HttpRequest

from comity.casebook.models import Account

_SALT, DAY = "casebook.invitation", 24 * 3600


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Keeps sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the interface's
        """Return that nobody signs up."""
        return False


def invitation(account: Account) -> str:
    """Return the token that lets a person set their password; it dies once the password is set, or after a day."""
    return signing.dumps([account.pk, account.password[-24:]], salt=_SALT)


def invited(token: str) -> Account | None:
    """Return whose invitation a token is, or None where it is over, used or not ours."""
    try:
        pk, seen = signing.loads(token, salt=_SALT, max_age=DAY)
    except signing.BadSignature:
        return None
    return Account.objects.filter(pk=pk, password__endswith=seen, is_active=True).first()
