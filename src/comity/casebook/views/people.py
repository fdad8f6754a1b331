"""The people of an agency: an administrator invites, changes a role, and ends an account at once."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from comity.casebook.forms import InviteForm
from comity.casebook.models import ROLES, Account
from comity.casebook.recording import note
from comity.casebook.signing_in import invitation


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Show the people, or invite one: the link shown works once and ends in a day."""
    user: Account = request.user  # type: ignore[assignment] - the gate lets no stranger through
    form = InviteForm(request.POST or None)
    link = ""
    if request.method == "POST" and form.is_valid() and user.agency:
        made = Account(username=form.cleaned_data["username"], role=form.cleaned_data["role"], agency=user.agency)
        made.set_password(secrets.token_urlsafe(32))
        made.save()
        note(user.agency, "account_opened", {"account": made.pk, "role": made.role}, by=user)
        link = request.build_absolute_uri(reverse("invitation", args=[invitation(made)]))
        form = InviteForm()
    found = Account.objects.filter(agency=user.agency).order_by("username")
    context = {"people": found, "form": form, "link": link, "roles": ROLES}
    return render(request, "casebook/people.html", context, status=400 if form.errors else 200)


@require_POST
def person(request: HttpRequest, account_id: int) -> HttpResponse:
    """Change a role, or end an account: its sign-ins end with it."""
    user: Account = request.user  # type: ignore[assignment] - the gate lets no stranger through
    account = get_object_or_404(Account, pk=account_id, agency=user.agency)
    role = request.POST.get("role", "")
    if account.pk == user.pk:
        messages.error(request, "Nobody changes their own account.")
    elif request.POST.get("end") and user.agency:
        account.is_active = False
        account.save(update_fields=["is_active"])
        for session in Session.objects.all():
            if str(session.get_decoded().get("_auth_user_id")) == str(account.pk):
                session.delete()
        note(user.agency, "account_ended", {"account": account.pk}, by=user)
    elif role in dict(ROLES) and user.agency:
        note(user.agency, "role_changed", {"account": account.pk, "from": account.role, "to": role}, by=user)
        account.role = role
        account.save(update_fields=["role"])
    return redirect("people")
