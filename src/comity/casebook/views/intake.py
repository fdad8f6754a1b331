"""A request comes in: it gets a dated receipt number at once, even where its paper cannot be read."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from comity.casebook.booking import booking_hash
from comity.casebook.forms import IntakeForm
from comity.casebook.gate import Passed
from comity.casebook.law_here import asked_by
from comity.casebook.models import Account, Agency, Record
from comity.casebook.recording import note, rows_of_log


@require_http_methods(["GET", "POST"])
def intake(request: Passed) -> HttpResponse:
    """Show the form, or take it and go to the desk."""
    if request.method == "POST":
        form = IntakeForm(request.POST, agency=request.agency)
        if form.is_valid():
            record = receive(request.agency, request.account, form.cleaned_data)
            return redirect("desk", record_id=record.pk)
    else:
        form = IntakeForm(agency=request.agency, initial={"received_at": timezone.now(), "key": uuid.uuid4().hex})
    return render(request, "casebook/intake.html", {"form": form}, status=400 if form.errors else 200)


def receive(agency: Agency, by: Account | None, data: Mapping[str, Any]) -> Record:
    """Record a request and return it; the same key returns the record that it made before."""
    with transaction.atomic():
        key = f"received-{data['key']}"
        Agency.objects.filter(pk=agency.pk).update(last_number=F("last_number"))  # takes the lock
        with rows_of_log() as rows:
            known = rows.entry_of_key(agency.slug, key)
        if known:
            return Record.objects.get(agency=agency, events__index=known.index)
        Agency.objects.filter(pk=agency.pk).update(last_number=F("last_number") + 1)
        number = Agency.objects.values_list("last_number", flat=True).get(pk=agency.pk)
        form = str(data["form"])
        asked = list(data.get("asked") or asked_by(form))
        booking = booking_hash(agency.slug, str(data.get("booking") or ""))
        record = Record.objects.create(
            agency=agency,
            number=number,
            received_at=data["received_at"],
            channel=str(data["channel"]),
            form=form,
            asked=asked,
            booking=booking,
            draft={"facts": {}, "unknown": []},
        )
        body = {
            "received_at": record.received_at.isoformat(timespec="minutes"),
            "channel": record.channel,
            "form": form,
            "asked": asked,
            "booking": booking,
            "note": str(data.get("note") or ""),
        }
        note(agency, "received", body, record=record, by=by, key=key)
        return record
