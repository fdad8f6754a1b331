"""A sealed record says nothing any more, its entries stand, and the log still verifies."""

from __future__ import annotations

from tests.casebook.conftest import received

from comity.casebook.exporting import exported
from comity.casebook.models import Account, Agency, Event, Record
from comity.casebook.recording import rows_of_log, said_by
from comity.casebook.sealing import scrub, seal
from comity.casebook.views.desk import file_decision
from comity.ledger.store import check


def sealed(agency: Agency) -> Record:
    record = received(agency, note="a word to be forgotten")
    file_decision(record, Account.objects.get(agency=agency, role="desk"))
    seal(record, Account.objects.get(agency=agency, role="records"), "order of a court")
    return Record.objects.get(pk=record.pk)


def test_nothing_of_it_is_left_but_its_entries(agency: Agency) -> None:
    """Form, booking hash, draft and deadlines go; receipt number and day stay; a `sealed` event is added."""
    record = sealed(agency)
    assert (record.state, record.form, record.booking, record.asked, record.outcome) == ("sealed", "", "", [], "")
    assert record.deadlines.count() == 0
    told = said_by(agency, Event.objects.filter(record=record).order_by("index"))
    assert [(e.kind, body is None) for e, body in told] == [("received", True), ("decided", True), ("sealed", False)]
    assert told[-1][1] == {"order": "order of a court", "entries": [0, 1]}


def test_the_log_still_holds_and_its_export_withholds_what_was_sealed(agency: Agency) -> None:
    """No byte of what was said is in it."""
    sealed(agency)
    with rows_of_log() as rows:
        assert check(rows, agency.slug) == []
    assert b"forgotten" not in exported(agency)
    scrub()
