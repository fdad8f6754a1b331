"""Records: the list, one record with its timeline, its review, what was done, and sealing."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casebook.answers import lines_of
from comity.casebook.booking import booking_hash
from comity.casebook.forms import DoneForm, ReviewForm, SealForm
from comity.casebook.gate import Passed
from comity.casebook.models import STATES, Event, Record
from comity.casebook.recording import note, said_by
from comity.casebook.sealing import seal as seal_record

PAGE = 50


@require_GET
def records(request: Passed) -> HttpResponse:
    """Show a page of the agency's records, newest first, by key and not by number of page."""
    found = Record.objects.filter(agency=request.agency)
    state, outcome = request.GET.get("state", ""), request.GET.get("outcome", "")
    if state in dict(STATES):
        found = found.filter(state=state)
    if outcome:
        found = found.filter(outcome=outcome)
    if request.GET.get("number", "").isdigit():
        found = found.filter(number=int(request.GET["number"]))
    if request.GET.get("booking"):
        found = found.filter(booking=booking_hash(request.agency.slug, request.GET["booking"]))
    after = _after(request.GET.get("after", ""))
    if after:
        found = found.filter(Q(received_at__lt=after[0]) | Q(received_at=after[0], id__lt=after[1]))
    page = list(found.order_by("-received_at", "-id")[: PAGE + 1])
    more = len(page) > PAGE
    page = page[:PAGE]
    last = f"{page[-1].received_at.isoformat()}|{page[-1].pk}" if more else ""
    chosen = {"state": state, "outcome": outcome}
    return render(request, "casebook/records.html", {"page": page, "last": last, "states": STATES, **chosen})


def _after(text: str) -> tuple[Any, str] | None:
    moment, _, key = text.partition("|")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    return (at, key) if at and key.replace("-", "").isalnum() and len(key) == 36 else None


@require_GET
def record(request: Passed, record_id: object) -> HttpResponse:  # noqa: ARG001 - the gate found the record
    """Show a record: the answer as filed, what was done, the clocks, and every event with its place in the log."""
    found = request.record
    events = Event.objects.filter(record=found).select_related("by").order_by("index")
    told = [{"event": event, "body": body} for event, body in said_by(found.agency, events)]
    filed = next((body for event, body in map(dict.values, reversed(told)) if event.kind == "decided" and body), None)
    return render(
        request,
        "casebook/record.html",
        {
            "record": found,
            "events": told,
            "filed": filed,
            "lines": lines_of(filed["decision"]) if filed else (),
            "deadlines": found.deadlines.order_by("due_at"),
            "done_form": DoneForm(record=found),
            "review_form": ReviewForm(),
        },
    )


@require_POST
def review(request: Passed, record_id: object) -> HttpResponse:  # noqa: ARG001 - the gate found the record
    """Note that a supervisor agrees, or disagrees with a reason; either way the decision stays as it was filed."""
    found = request.record
    form = ReviewForm(request.POST)
    if form.is_valid():
        with transaction.atomic():
            note(found.agency, "reviewed", form.cleaned_data, record=found, by=request.account)
            found.state = "filed"
            found.save(update_fields=["state"])
        return redirect("record", record_id=found.pk)
    return render(request, "casebook/error.html", {"says": "A disagreement needs its reason.", "why": ""}, status=400)


@require_http_methods(["GET", "POST"])
def done(request: Passed, record_id: object) -> HttpResponse:  # noqa: ARG001 - the gate found the record
    """Note what was done: told, held, released, transferred, declined; when, by which channel, to whom."""
    found = request.record
    form = DoneForm(request.POST or None, record=found)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        close = data.pop("close")
        with transaction.atomic():
            body = data | {"at": data["at"].isoformat(timespec="minutes")}
            note(found.agency, "done", body, record=found, by=request.account)
            if close:
                found.state = "closed"
                found.save(update_fields=["state"])
        return redirect("record", record_id=found.pk)
    return render(request, "casebook/done.html", {"record": found, "form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def seal(request: Passed, record_id: object) -> HttpResponse:  # noqa: ARG001 - the gate found the record
    """Seal a record: its words, its booking hash and its salts go, its leaves stay."""
    found = request.record
    form = SealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        seal_record(found, request.account, form.cleaned_data["order"])
        return redirect("record", record_id=found.pk)
    return render(request, "casebook/seal.html", {"record": found, "form": form}, status=400 if form.errors else 200)
