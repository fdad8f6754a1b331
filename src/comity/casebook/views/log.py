"""The agency's log: how far it goes, its signed checkpoints, and its export, which anyone can verify without us."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comity.casebook.exporting import exported, signer
from comity.casebook.gate import Passed
from comity.casebook.models import Event
from comity.casebook.recording import rows_of_log


@require_GET
def log(request: Passed) -> HttpResponse:
    """Show the head, the newest checkpoints and the newest events, without a word of any record."""
    with rows_of_log() as rows:
        head, checkpoints = rows.head(request.agency.slug), rows.checkpoints(request.agency.slug)
    newest = Event.objects.filter(agency=request.agency).order_by("-index")[:30]
    context = {"size": head.size if head else 0, "checkpoints": checkpoints[-10:][::-1], "events": newest}
    return render(request, "casebook/log.html", context | {"key": str(signer(request.agency).verifier)})


@require_GET
def log_export(request: Passed) -> HttpResponse:
    """Sign a checkpoint and give the whole log, sealed entries without their words."""
    response = HttpResponse(exported(request.agency), content_type="application/jsonl")
    response["Content-Disposition"] = f'attachment; filename="{request.agency.slug}-log.jsonl"'
    return response
