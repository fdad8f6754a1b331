"""Sign-in by name, password and second factor; nobody opens an account for themselves.

The first administrator, and every person an administrator invites, gets a link that works once and ends in a day.
"""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from comity.casebook.models import Account

_SALT, DAY, JUST_NOW = "casebook.invitation", 24 * 3600, 300


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Keeps sign-up closed, and asks no password twice in a row."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "This name and this password do not belong together.",
        "too_many_login_attempts": "Too many tries failed. Wait a quarter of an hour, then try again.",
        "incorrect_password": "This is not your password.",
        "enter_current_password": "This is not your password until now.",
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Return who signs in, or None; an ended account is answered as a wrong password is."""
        found = super().authenticate(request, **credentials)
        return found if isinstance(found, Account) and found.is_active else None

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the interface's
        """Return that nobody signs up."""
        return False

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Return whether to ask once more who it is: not within five minutes of the sign-in itself.

        Without this, whoever sets up a second factor would give the password twice within a minute.
        """
        request = context.request
        began = request.session.get("began", 0.0) if request.user.is_authenticated else 0.0
        if timezone.now().timestamp() - began < JUST_NOW:
            return False
        return bool(super().is_reauthentication_required(app=app, **more))


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
