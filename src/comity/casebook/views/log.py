"""The agency's log: how far it goes, its signed checkpoints, and its export, which anyone can verify without us."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comity.casebook.exporting import exported, sign_checkpoint
from comity.casebook.gate import Passed
from comity.casebook.models import Checkpoint, Event, Head


@require_GET
def log(request: Passed) -> HttpResponse:
    """Show the head, the newest checkpoints and the newest events, without a word of any record."""
    return render(
        request,
        "casebook/log.html",
        {
            "head": Head.objects.filter(agency=request.agency).first(),
            "checkpoints": Checkpoint.objects.filter(agency=request.agency).order_by("-size")[:10],
            "events": Event.objects.filter(agency=request.agency).order_by("-index")[:30],
        },
    )


@require_GET
def log_export(request: Passed) -> HttpResponse:
    """Sign a checkpoint and give the whole log, sealed entries without their words."""
    checkpoint = sign_checkpoint(request.agency)
    response = HttpResponse(exported(request.agency, checkpoint), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{request.agency.slug}-log-{checkpoint.size}.zip"'
    return response
