"""What every page has: the menu of the person's role, the day, and how far the law was read; and pages for errors."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from comity.casebook.law_here import law
from comity.casebook.models import Account, Deadline
from comity.casebook.policy import may

MENU = (
    ("dashboard", "Today"),
    ("intake", "New request"),
    ("records", "Records"),
    ("deadlines", "Deadlines"),
    ("log", "Log"),
    ("people", "People"),
)
MOST = 99


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a page shows."""
    user = getattr(request, "user", None)
    route = request.resolver_match.view_name if request.resolver_match else ""
    if not isinstance(user, Account) or user.agency is None:
        return {"menu": (), "route": route}
    if route == "mfa_activate_totp":
        return {"menu": (), "route": route, "agency": user.agency, "role": user.get_role_display()}
    menu = [(name, words) for name, words in MENU if may(user.role, name, "GET", own=True)]
    late = _late(user) if may(user.role, "deadlines", "GET", own=True) else 0
    shown = {"late": f"{MOST}+" if late > MOST else late, "late_plural": "y is" if late == 1 else "ies are"}
    frame = {"menu": menu, "route": route, "agency": user.agency, "role": user.get_role_display(), "digest": digest()}
    return frame | (shown if late else {})


def _late(user: Account) -> int:
    """Return how many duties of the person's agency are late, counted no further than a page can show."""
    owed = Deadline.objects.filter(agency=user.agency, done_at=None, due_at__lt=timezone.now())
    return len(owed.values_list("pk")[: MOST + 1])


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
