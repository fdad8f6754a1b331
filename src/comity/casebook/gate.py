"""The one place where a request is let through: by the policy table, and otherwise not at all.

Another agency's record is answered as one that does not exist.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from comity.casebook.models import Account, Record
from comity.casebook.policy import OPEN, OWN, may

_log = logging.getLogger("comity.security")


class Gate:
    """Asks the policy table before any view runs; a view finds the record it may use in `request.record`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Return None to let the request through, a redirect to sign in, or raise."""
        route = (request.resolver_match.view_name if request.resolver_match else "") or ""
        if route in OPEN:
            return None
        user = request.user
        if not isinstance(user, Account):
            return redirect(f"/sign-in/?next={request.get_full_path()}")
        if route in OWN:
            return None
        record = None
        if "record_id" in kwargs:
            record = Record.objects.filter(pk=kwargs["record_id"], agency=user.agency_id).first()
            if record is None or user.agency_id is None:
                _deny(user, route, request, "another agency's, or none")
                raise Http404
        if not may(user.role, route, request.method or "", own=user.agency_id is not None, state=_state(record)):
            _deny(user, route, request, "no rule allows it")
            raise PermissionDenied
        request.record = record  # type: ignore[attr-defined] - what the views of a record read
        return None


def _state(record: Record | None) -> str | None:
    return record.state if record else None


def _deny(user: Account, route: str, request: HttpRequest, why: str) -> None:
    _log.info("denied: account %s, role %s, %s %s: %s", user.pk, user.role, request.method, route, why)
