"""The agency's log: how far it goes, its signed checkpoints, and its export, which anyone can verify without us."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comity.casebook.exporting import exported, sign_checkpoint
from comity.casebook.models import Account, Checkpoint, Event, Head


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Show the head, the newest checkpoints and the newest events, without a word of any record."""
    user: Account = request.user  # type: ignore[assignment] - the gate lets no stranger through
    return render(
        request,
        "casebook/log.html",
        {
            "head": Head.objects.filter(agency=user.agency).first(),
            "checkpoints": Checkpoint.objects.filter(agency=user.agency).order_by("-size")[:10],
            "events": Event.objects.filter(agency=user.agency).order_by("-index")[:30],
        },
    )


@require_GET
def log_export(request: HttpRequest) -> HttpResponse:
    """Sign a checkpoint and give the whole log, sealed entries without their words."""
    user: Account = request.user  # type: ignore[assignment] - the gate lets no stranger through
    if user.agency is None:
        raise TypeError("the gate lets no one without an agency through")
    checkpoint = sign_checkpoint(user.agency)
    response = HttpResponse(exported(user.agency, checkpoint), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{user.agency.slug}-log-{checkpoint.size}.zip"'
    return response
