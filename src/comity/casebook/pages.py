"""What every page has: the menu of the person's role, the day, and how far the law was read; and pages for errors."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comity.casebook.law_here import law
from comity.casebook.models import Account
from comity.casebook.policy import may

MENU = (
    ("dashboard", "Today"),
    ("intake", "New request"),
    ("records", "Records"),
    ("deadlines", "Deadlines"),
    ("log", "Log"),
    ("people", "People"),
)


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a page shows."""
    user = getattr(request, "user", None)
    route = request.resolver_match.view_name if request.resolver_match else ""
    if not isinstance(user, Account) or user.agency is None:
        return {"menu": (), "route": route}
    menu = [(name, words) for name, words in MENU if may(user.role, name, "GET", own=True)]
    return {"menu": menu, "route": route, "agency": user.agency, "role": user.get_role_display(), "digest": digest()}


def digest() -> str:
    """Return the first letters of the digest of the law in use."""
    return law().body.digest[:19]


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's
    """Say that this role may not do that, and what to do."""
    return render(request, "casebook/error.html", {"says": "Your role may not do this.", "why": FORBIDDEN}, status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's
    """Say that there is no such page."""
    return render(request, "casebook/error.html", {"says": "There is no such page.", "why": MISSING}, status=404)


FORBIDDEN = "Ask an administrator of your agency if your work needs it. What you had entered before is kept."
MISSING = "The address may be mistyped, or the record may be another agency's."
