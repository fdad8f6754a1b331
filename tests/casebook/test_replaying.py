"""A casebook set back by a restore follows its newest export: nothing sealed since comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from tests.casebook.conftest import received

from comity.casebook.exporting import exported, signer
from comity.casebook.models import Account, Agency, Event, Record
from comity.casebook.recording import note, rows_of_log
from comity.casebook.replaying import bring_forward
from comity.casebook.sealing import seal
from comity.casebook.views.desk import file_decision
from comity.ledger.store import check, head_of
from comity.vocabulary.errors import LedgerError

SignedIn = Callable[[Agency, str], Client]


def later(agency: Agency, work: Callable[[], None]) -> bytes:
    """Do some work, export the log, and set the database back to before the work."""
    point = transaction.savepoint()
    work()
    data = exported(agency)
    transaction.savepoint_rollback(point)
    agency.refresh_from_db()
    return data


def person(agency: Agency, role: str = "desk") -> Account:
    return Account.objects.get(agency=agency, role=role)


def test_a_record_sealed_since_is_sealed_again(agency: Agency) -> None:
    """Its words and its booking hash do not come back with the backup."""
    record = received(agency, note="a word to be forgotten")
    data = later(agency, lambda: seal(record, person(agency, "records"), "order of a court"))
    assert Record.objects.get(pk=record.pk).booking
    said = list(bring_forward(agency, data, "log", signer(agency).verifier))
    assert said == ["one: 1 entries added from the export, 1 of all entries sealed since"]
    record = Record.objects.get(pk=record.pk)
    assert (record.state, record.booking, record.form) == ("sealed", "", "")
    assert b"forgotten" not in exported(agency)
    assert exported(agency) == data


def test_records_made_since_are_made_anew_and_numbers_go_on(agency: Agency) -> None:
    """With their decision and duties; what the log does not tell is said."""
    received(agency, "before")

    def work() -> None:
        record = received(agency, "after")
        file_decision(record, person(agency))
        note(agency, "done", {"deed": "declined"}, record=record, by=person(agency))
        note(agency, "account_opened", {"account": 1, "role": "desk"})

    data = later(agency, work)
    said = list(bring_forward(agency, data, "log"))
    assert said[1:] == [
        "one: 1 changes of accounts since the backup are to be made again by hand",
        "one: look over the records with something done since: whether closed is not told",
    ]
    record = Record.objects.get(number=2)
    assert (record.state, record.channel) == ("filed", "fax")
    assert record.outcome
    assert record.deadlines.count() > 0
    kinds = Event.objects.filter(agency=agency).values_list("index", "kind", "record__number")
    told = [(0, "received", 1), (1, "received", 2), (2, "decided", 2), (3, "done", 2), (4, "account_opened", None)]
    assert list(kinds) == told
    assert received(Agency.objects.get(pk=agency.pk), "next").number == 3


def test_what_was_received_and_sealed_since_keeps_its_number(agency: Agency) -> None:
    """No row can be made for it, and its number is not given again."""
    received(agency, "before")
    data = later(agency, lambda: seal(received(agency, "after"), person(agency, "records"), "an order"))
    said = list(bring_forward(agency, data, "log"))
    assert said[-1] == "one: received and sealed since, so no row is made for number 2"
    assert received(Agency.objects.get(pk=agency.pk), "next").number == 3
    with rows_of_log() as rows:
        assert check(rows, agency.slug) == []


def test_an_export_of_another_history_changes_nothing(agency: Agency) -> None:
    """The log says so, and stands as it stood."""
    received(agency, "before")
    older = exported(agency)
    received(agency, "after")
    with pytest.raises(LedgerError, match="give the newest export"):
        list(bring_forward(agency, older, "log"))
    with rows_of_log() as rows:
        assert head_of(rows, agency.slug).size == 2
