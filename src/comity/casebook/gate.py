"""The one place where a request is let through: by the policy table, and otherwise not at all.

Another agency's record is answered as one that does not exist.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from comity.casebook.law_here import zone_of
from comity.casebook.models import Account, Agency, Record
from comity.casebook.policy import OPEN, OWN, may

_log = logging.getLogger("comity.security")


class Passed(HttpRequest):
    """A request that the gate let through: whose it is, of which agency and, where the route is about one, a record."""

    account: Account
    agency: Agency
    record: Record
    htmx: HtmxDetails


class Gate:
    """Asks the policy table before any view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return what the rest of the way gives."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: object, _args: object, named: dict[str, Any]) -> Any:
        """Return None to let the request through, a redirect to sign in, or raise."""
        route = (request.resolver_match.view_name if request.resolver_match else "") or ""
        if route in OPEN:
            return None
        user = request.user
        if not isinstance(user, Account):
            return redirect(f"/sign-in/?next={request.get_full_path()}")
        if route in OWN:
            return None
        agency, record = user.agency, None
        if "record_id" in named:
            record = Record.objects.select_related("agency").filter(pk=named["record_id"], agency=agency).first()
            if record is None:
                _deny(user, route, request, "another agency's, or none")
                raise Http404
        state = record.state if record else None
        if agency is None or not may(user.role, route, request.method or "", own=True, state=state):
            _deny(user, route, request, "no rule allows it")
            raise PermissionDenied
        passed = cast("Passed", request)
        passed.account, passed.agency = user, agency
        if record:
            passed.record = record
        timezone.activate(zone_of(agency))
        return None


def _deny(user: Account, route: str, request: HttpRequest, why: str) -> None:
    _log.info("denied: account %s, role %s, %s %s: %s", user.pk, user.role, request.method, route, why)
