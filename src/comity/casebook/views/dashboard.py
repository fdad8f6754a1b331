"""Today: what is due, what came in, what waits; and every deadline."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from comity.casebook.law_here import law
from comity.casebook.models import Account, Deadline, Record
from comity.casebook.recording import note

ADMINISTRATOR = "administrator"


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show the day; an administrator, who reads no record, sees the people."""
    user = _user(request)
    if user.role == ADMINISTRATOR:
        return redirect("people")
    now = timezone.now()
    own = Record.objects.filter(agency=user.agency)
    month = own.filter(received_at__gte=now - timedelta(days=30))
    before = own.filter(received_at__gte=now - timedelta(days=395), received_at__lt=now - timedelta(days=365))
    decided = dict(month.exclude(outcome="").values_list("outcome").annotate(n=Count("pk")))
    most = max(decided.values(), default=1)
    return render(
        request,
        "casebook/dashboard.html",
        {
            "due": _due(user)[:8],
            "waiting": own.filter(state__in=("received", "review")).order_by("-received_at", "-id")[:12],
            "month": month.count(),
            "year_before": before.count(),
            "decided": [(name, n, round(100 * n / most)) for name, n in sorted(decided.items(), key=lambda p: -p[1])],
        },
    )


@require_GET
def deadlines(request: HttpRequest) -> HttpResponse:
    """Show what is due, the nearest first."""
    return render(request, "casebook/deadlines.html", {"due": _due(_user(request))[:200]})


@require_POST
def deadline_done(request: HttpRequest, deadline_id: int) -> HttpResponse:
    """Note that a duty was done now."""
    user = _user(request)
    deadline = get_object_or_404(Deadline, pk=deadline_id, agency=user.agency)
    if deadline.done_at is None:
        event = note(
            deadline.agency, "duty_done", {"duty": deadline.duty, "to": deadline.to}, record=deadline.record, by=user,
            key=f"duty-{deadline.pk}",
        )  # fmt: skip
        deadline.done_at = event.at
        deadline.save(update_fields=["done_at"])
    if deadline.record_id:
        return redirect("record", record_id=deadline.record_id)
    return redirect("deadlines")


def _due(user: Account) -> list[Deadline]:
    found = Deadline.objects.filter(agency=user.agency, done_at=None).select_related("record")
    dated = list(found.exclude(due_at=None).order_by("due_at")[:200])
    now, words = timezone.now(), law().body.words.duties
    for deadline in dated:
        left = (deadline.due_at or now) - now
        deadline.late = left < timedelta(0)  # type: ignore[attr-defined] - for the page
        deadline.says = words[deadline.duty].says if deadline.duty in words else deadline.duty  # type: ignore[attr-defined]
        deadline.left = _left(left)  # type: ignore[attr-defined]
    return dated


def _left(left: timedelta) -> str:
    """Return a span as a person says it.

    >>> _left(timedelta(hours=3, minutes=20)), _left(-timedelta(days=2))
    ('in 3 h 20', '2 days late')
    """
    late, left = left < timedelta(0), abs(left)
    if left >= timedelta(days=1):
        said = f"{left.days} day{'s' if left.days > 1 else ''}"
    else:
        said = f"{left.seconds // 3600} h {left.seconds % 3600 // 60:02}"
    return f"{said} late" if late else f"in {said}"


def _user(request: HttpRequest) -> Account:
    if not isinstance(request.user, Account):
        raise TypeError("the gate lets no stranger through")
    return request.user
