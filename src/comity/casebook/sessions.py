"""How long a sign-in lasts: 15 minutes without a request, 12 hours in all; and a second factor before anything else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from comity.casebook.policy import OPEN, OWN

IDLE, WHOLE = timedelta(minutes=15), timedelta(hours=12)


class SessionLimits:
    """Ends a sign-in that is over, and asks one without a second factor to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return what the rest of the way gives, to nobody where the sign-in is over."""
        if request.user.is_authenticated and over(request):
            logout(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Return a redirect to the second factor where the account has none yet."""
        route = request.resolver_match.view_name if request.resolver_match else ""
        if request.user.is_authenticated and route not in OPEN | OWN and not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return None


def over(request: HttpRequest) -> bool:
    """Return whether a sign-in is over, and note that it is in use if it is not."""
    now = timezone.now().timestamp()
    began = request.session.setdefault("began", now)
    seen = request.session.get("seen", now)
    if now - began > WHOLE.total_seconds() or now - seen > IDLE.total_seconds():
        return True
    # Noted at most once a minute, so that reading a page seldom writes.
    if now - seen > 60 or "seen" not in request.session:
        request.session["seen"] = now
    return False
