"""A casebook of two made-up agencies with a person in each role, its keys in a folder that goes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from tests.example_law import example

from comity import Law
from comity.casebook import law_here
from comity.casebook.models import Account, Agency, Record
from comity.casebook.policy import ROLES
from comity.casebook.views.intake import receive

ACT = """
instrument: act
derived:
  detainer: {is: "any(papers, form == 'I-247A')", question: "Is there a detainer?"}
provisions:
  - {id: request, action: [hold_on_detainer, notify_release], modality: asks, when: detainer}
  - {id: no-hold, modality: must_not, when: "release_due and order_lodged != 'judge_signed'", beside: [request]}
  - {id: copy, modality: must, when: detainer,
     duty: {what: copy_of_request, to: [person], clock: {from: request_at, plus: 48 hours}}}
hypotheticals:
  - {says: Held., agency: jail, on: 2021-01-01, facts: {release_due: yes, order_lodged: none}, papers: [{form: I-247A}],
     expect: {hold_on_detainer: {presumed: [prohibited], because: [no-hold, copy, request]}}}
  - {says: Not due., agency: jail, on: 2021-01-01, facts: {release_due: no}, papers: [],
     expect: {hold_on_detainer: {outcomes: [not_addressed], not_because: [no-hold, copy, request]}}}
"""


@pytest.fixture(scope="session")
def example_law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """Return a law of three rules in a made-up state."""
    return example(tmp_path_factory.mktemp("casebook-law"), ACT)


@pytest.fixture(autouse=True)
def casebook(settings: Any, tmp_path: Path, example_law: Law, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give every test a folder of its own, the made-up law, and static files without a folder."""
    settings.FOLDER = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if "whitenoise" not in m]
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    logging.getLogger("comity.security").setLevel(logging.CRITICAL)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    law_here.asked_by.cache_clear()
    law_here.law.cache_clear()
    cached = law_here.law
    monkeypatch.setattr(law_here, "law", lambda: example_law)
    for name in ("answers", "forms", "pages", "demo", "views.desk", "views.dashboard"):
        monkeypatch.setattr(f"comity.casebook.{name}.law", lambda: example_law, raising=False)
    yield tmp_path
    law_here.asked_by.cache_clear()
    cached.cache_clear()


@pytest.fixture
def agency(db: None) -> Agency:  # noqa: ARG001 - asks for the database
    """Return a jail."""
    return _agency("one")


@pytest.fixture
def other(db: None) -> Agency:  # noqa: ARG001 - asks for the database
    """Return another agency, which nobody of the first may look into."""
    return _agency("two")


def _agency(slug: str) -> Agency:
    made = Agency.objects.create(slug=slug, name=f"Agency {slug}", place="us/xx", kinds=["jail"])
    for role in ROLES:
        account = Account(username=f"{slug}-{role}", role=role, agency=made)
        account.set_password("a long password")
        account.save()
        TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    return made


@pytest.fixture
def signed_in() -> Callable[[Agency, str], Client]:
    """Return how to get a browser of a person, signed in with both factors."""

    def client(agency: Agency, role: str) -> Client:
        made = Client()
        made.force_login(Account.objects.get(agency=agency, role=role))
        return made

    return client


@pytest.fixture
def request_at(agency: Agency) -> Record:
    """Return a record just received: a detainer by fax."""
    return received(agency)


def received(agency: Agency, key: str = "k1", **more: Any) -> Record:
    """Return a record of an agency, received on a day in 2026."""
    by = Account.objects.get(agency=agency, role="desk")
    data = {"key": key, "received_at": datetime(2026, 3, 2, 7, 40, tzinfo=UTC), "channel": "fax", "form": "I-247A"}
    return receive(agency, by, data | {"booking": "B-1", "note": ""} | more)
