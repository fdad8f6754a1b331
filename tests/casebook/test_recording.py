"""What is recorded is in the log, in one transaction with the casebook's own row, and a repeated key adds nothing."""

from __future__ import annotations

import pytest
from django.db import transaction
from tests.casebook.conftest import received

from comity.casebook.models import Account, Agency, Event, Record
from comity.casebook.recording import dialect, note, origin, rows_of_log, said_by
from comity.ledger.store import check


def size(agency: Agency) -> int:
    with rows_of_log() as rows:
        head = rows.head(agency.slug)
        return head.size if head else 0


def test_an_event_that_is_taken_back_leaves_nothing_in_the_log(agency: Agency) -> None:
    """The caller's transaction and the log stand or fall together."""

    def both() -> None:
        with transaction.atomic():
            note(agency, "thing", {})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        both()
    assert (size(agency), Event.objects.count()) == (0, 0)


def test_each_event_has_the_next_index_and_what_it_says_is_in_the_log(agency: Agency) -> None:
    """And the log, as it is kept, is whole."""
    by = Account.objects.get(agency=agency, role="desk")
    events = [note(agency, "thing", {"n": n}, by=by) for n in range(5)]
    assert [e.index for e in events] == [0, 1, 2, 3, 4]
    assert [body for _, body in said_by(agency, events)] == [{"n": n} for n in range(5)]
    with rows_of_log() as rows:
        assert check(rows, agency.slug) == []


def test_the_same_key_is_the_same_event(agency: Agency) -> None:
    """However often it is sent."""
    first = note(agency, "thing", {"n": 1}, key="k")
    again = note(agency, "thing", {"n": 1}, key="k")
    assert (first.pk, size(agency)) == (again.pk, 1)


def test_each_agency_has_a_log_of_its_own(agency: Agency, other: Agency) -> None:
    """With a name of its own, under which it is signed."""
    note(agency, "thing", {})
    note(other, "thing", {})
    assert (size(agency), size(other)) == (1, 1)
    assert origin(agency) != origin(other)
    assert dialect().mark == "%s"


def test_a_request_sent_twice_is_one_record(agency: Agency) -> None:
    """A form that is submitted twice, or a system that tries again."""
    first, again = received(agency, "same"), received(agency, "same")
    assert first.pk == again.pk
    assert Record.objects.count() == 1
    assert received(agency, "another").number == first.number + 1
