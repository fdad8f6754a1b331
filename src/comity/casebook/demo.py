"""A made-up county with a year of work, to look round in. Nothing in it happened.

Its place is one that the law's files do not name, below a State that they do, so that its answers are the State's.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from comity.casebook.answers import worst
from comity.casebook.law_here import law
from comity.casebook.models import ROLES, Account, Agency, Record
from comity.casebook.recording import note
from comity.casebook.views.desk import file_decision
from comity.casebook.views.intake import receive

FORMS = ("I-247A", "I-247A", "I-247A", "I-247G", "administrative_subpoena", "judicial_warrant")
ASKED = {"administrative_subpoena": ["share_personal_info"], "judicial_warrant": ["transfer_custody"]}
PASSWORD = "a made-up county"  # noqa: S105 - the demo's, refused by any other casebook


def fill(site: str, records: int = 240, seed: int = 7) -> Iterator[str]:
    """Fill an empty casebook, and yield what to tell. A casebook that has an agency is left as it is."""
    if Agency.objects.exists():
        yield "This casebook is not empty: the demo is left out."
        return
    body = law().body
    states = sorted(p.id for p in body.places.values() if p.kind == "state")
    # The State whose rules owe most: there is most to see.
    place = max(states, key=lambda s: sum(p.place == s and p.duty is not None for p in body.provisions.values()))
    agency = Agency.objects.create(
        slug="examplia", name="Examplia County Sheriff", place=f"{place}/examplia-county", kinds=["sheriff", "jail"]
    )
    people = {}
    for role, _ in ROLES:
        account = Account(username=role, role=role, agency=agency)
        account.set_password(PASSWORD)
        account.save()
        people[role] = account
    rng = random.Random(seed)  # noqa: S311 - a demo's choices, no secret
    now = timezone.now()
    for n in range(records):
        at = now - timedelta(days=365) * (1 - n / records) + timedelta(hours=rng.uniform(0, 20))
        _one(agency, people, rng, min(at, now), n)
    yield f"A made-up county with {records} records. Sign in as {', '.join(people)}; the password of each is"
    yield f"    {PASSWORD}"
    yield f"and the second factor is asked for at first sign-in: {site}"


def _one(agency: Agency, people: dict[str, Account], rng: random.Random, at: datetime, n: int) -> None:
    form = rng.choice(FORMS)
    data = {
        "key": f"demo-{n}",
        "received_at": at,
        "channel": rng.choice(["fax", "e-mail", "telephone"]),
        "form": form,
        "asked": ASKED.get(form, []),
        "booking": f"EX{1000 + n}",
        "note": "",
    }
    record = receive(agency, people["desk"], data)
    facts = {"release_due": rng.choice(["yes", "no"])} if "hold_on_detainer" in record.asked else {}
    record.draft = {"facts": facts, "unknown": []}
    record.save(update_fields=["draft"])
    if n % 40 == 39:
        return
    decision = file_decision(record, people["desk"])
    refused = worst(decision) == "prohibited"
    deed = "declined" if refused and rng.random() < 0.95 else rng.choice(["told", "declined"])
    body = {
        "deed": deed,
        "at": at.isoformat(timespec="minutes"),
        "channel": "e-mail",
        "to": "field office",
        "hours": "",
    }
    note(agency, "done", body, record=record, by=people["desk"])
    Record.objects.filter(pk=record.pk).update(state="closed")
    for owed in record.deadlines.all():
        if at < timezone.now() - timedelta(days=4) and rng.random() < 0.995:
            event = note(agency, "duty_done", {"duty": owed.duty, "to": owed.to}, record=record, by=people["desk"])
            owed.done_at = min(event.at, owed.due_at or event.at)
            owed.save(update_fields=["done_at"])
