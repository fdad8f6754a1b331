"""Today: what is due, what came in, what waits; and every deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from comity.casebook.gate import Passed
from comity.casebook.law_here import law
from comity.casebook.models import Agency, Deadline, Record
from comity.casebook.policy import ADMINISTRATOR
from comity.casebook.recording import note


@require_GET
def dashboard(request: Passed) -> HttpResponse:
    """Show the day; an administrator, who reads no record, sees the people."""
    if request.account.role == ADMINISTRATOR:
        return redirect("people")
    now = timezone.now()
    own = Record.objects.filter(agency=request.agency)
    month = own.filter(received_at__gte=now - timedelta(days=30))
    before = own.filter(received_at__gte=now - timedelta(days=395), received_at__lt=now - timedelta(days=365))
    decided = dict(month.exclude(outcome="").values_list("outcome").annotate(n=Count("pk")))
    return render(
        request,
        "casebook/dashboard.html",
        {
            "due": _due(request.agency, 8),
            "waiting": own.filter(state__in=("received", "review")).order_by("-received_at", "-id")[:12],
            "came": _bars({"These 30 days": month.count(), "A year before": before.count()}),
            "decided": _bars(dict(sorted(decided.items(), key=lambda p: -p[1]))),
        },
    )


def _bars(counts: dict[str, int]) -> list[tuple[str, int, int]]:
    """Return counts with the length of each bar: of the longest, 100; the baseline is zero."""
    most = max(counts.values(), default=0) or 1
    return [(name, n, round(100 * n / most)) for name, n in counts.items()]


@require_GET
def deadlines(request: Passed) -> HttpResponse:
    """Show what is due, the nearest first."""
    return render(request, "casebook/deadlines.html", {"due": _due(request.agency, 200)})


@require_POST
def deadline_done(request: Passed, deadline_id: int) -> HttpResponse:
    """Note that a duty was done now."""
    deadline = get_object_or_404(Deadline, pk=deadline_id, agency=request.agency)
    if deadline.done_at is None:
        body, key = {"duty": deadline.duty, "to": deadline.to}, f"duty-{deadline.pk}"
        event = note(deadline.agency, "duty_done", body, record=deadline.record, by=request.account, key=key)
        deadline.done_at = event.at
        deadline.save(update_fields=["done_at"])
    if deadline.record_id:
        return redirect("record", record_id=deadline.record_id)
    return redirect("deadlines")


@dataclass(frozen=True, slots=True)
class Due:
    """A duty that is owed: what, how long is left in words, and whether it is late or nearly so."""

    deadline: Deadline
    says: str
    left: str
    late: bool
    soon: bool

    @property
    def style(self) -> str:
        """Return the state whose colour repeats what the shape says."""
        return "prohibited" if self.late else "contested" if self.soon else ""


def _due(agency: Agency, most: int) -> list[Due]:
    found = Deadline.objects.filter(agency=agency, done_at=None).exclude(due_at=None).select_related("record")
    now, words = timezone.now(), law().body.words.duties
    due = []
    for deadline in found.order_by("due_at")[:most]:
        left = (deadline.due_at or now) - now
        says = words.get(deadline.duty, deadline.duty)
        whole = deadline.due_at - deadline.record.received_at if deadline.due_at and deadline.record else timedelta(0)
        due.append(Due(deadline, says, _left(left), left < timedelta(0), left <= whole / 4))
    return due


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
