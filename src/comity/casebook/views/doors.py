"""The links that let a person in for the first time, and the word for who may come in no more."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from comity.casebook.first import token_fits, use_up
from comity.casebook.forms import FirstForm, PasswordForm
from comity.casebook.models import Account, Agency
from comity.casebook.recording import note
from comity.casebook.signing_in import invited

_OVER = "This link is used up or over. Ask for a new one."
_ENDED = "Ask an administrator of your agency if your work needs one."


@require_http_methods(["GET", "POST"])
def first_administrator(request: HttpRequest, token: str) -> HttpResponse:
    """Make the agency and its first administrator; the link then works no more."""
    if not token_fits(token):
        return render(request, "casebook/error.html", {"says": "This link does not work.", "why": _OVER}, status=404)
    form = FirstForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        agency = Agency.objects.create(
            slug=data["slug"], name=data["name"], place=data["place"], kinds=data["kinds"], named=data["named"]
        )
        account = Account(username=data["username"], role="administrator", agency=agency)
        account.set_password(data["password"])
        account.save()
        use_up()
        note(agency, "agency_opened", {"place": agency.place, "kinds": agency.kinds}, by=account)
        return _enter(request, account)
    return render(request, "casebook/first.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person set a password; the second factor comes next."""
    account = invited(token)
    if account is None:
        return render(request, "casebook/error.html", {"says": "This link does not work.", "why": _OVER}, status=404)
    form = PasswordForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        account.set_password(form.cleaned_data["password"])
        account.save(update_fields=["password"])
        return _enter(request, account)
    context = {"form": form, "account": account}
    return render(request, "casebook/invited.html", context, status=400 if form.errors else 200)


@require_GET
def ended(request: HttpRequest) -> HttpResponse:
    """Say that an account has ended, to who holds its passkey."""
    return render(request, "casebook/error.html", {"says": "This account has ended.", "why": _ENDED}, status=403)


def _enter(request: HttpRequest, account: Account) -> HttpResponse:
    """Sign in a person who just set the password, which is not asked for again, and go to the second factor."""
    login(request, account, "allauth.account.auth_backends.AuthenticationBackend")
    return redirect("mfa_activate_totp")
