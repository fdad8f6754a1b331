"""The people of an agency: an administrator invites, changes a role, and ends an account at once."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from comity.casebook.forms import InviteForm
from comity.casebook.gate import Passed
from comity.casebook.models import ROLES, Account
from comity.casebook.recording import note
from comity.casebook.signing_in import invitation


@require_http_methods(["GET", "POST"])
def people(request: Passed) -> HttpResponse:
    """Show the people, or invite one: the link shown works once and ends in a day."""
    form = InviteForm(request.POST or None)
    link = ""
    if request.method == "POST" and form.is_valid():
        made = Account(username=form.cleaned_data["username"], role=form.cleaned_data["role"], agency=request.agency)
        made.set_password(secrets.token_urlsafe(32))
        made.save()
        note(request.agency, "account_opened", {"account": made.pk, "role": made.role}, by=request.account)
        link = request.build_absolute_uri(reverse("invitation", args=[invitation(made)]))
        form = InviteForm()
    found = Account.objects.filter(agency=request.agency).order_by("username")
    context = {"people": found, "form": form, "link": link, "roles": ROLES}
    return render(request, "casebook/people.html", context, status=400 if form.errors else 200)


@require_POST
def person(request: Passed, account_id: int) -> HttpResponse:
    """Change a role, or end an account: its sign-ins end with it."""
    account = get_object_or_404(Account, pk=account_id, agency=request.agency)
    role = request.POST.get("role", "")
    if account.pk == request.account.pk:
        messages.error(request, "Nobody changes their own account.")
    elif request.POST.get("end"):
        account.is_active = False
        account.save(update_fields=["is_active"])
        for session in Session.objects.all():
            if str(session.get_decoded().get("_auth_user_id")) == str(account.pk):
                session.delete()
        note(request.agency, "account_ended", {"account": account.pk}, by=request.account)
    elif role in dict(ROLES):
        note(
            request.agency,
            "role_changed",
            {"account": account.pk, "from": account.role, "to": role},
            by=request.account,
        )
        account.role = role
        account.save(update_fields=["role"])
    return redirect("people")
