"""The made-up county has a year of work, and only an empty casebook is filled."""

from __future__ import annotations

import pytest

from comity.casebook.demo import fill
from comity.casebook.models import Agency, Record
from comity.casebook.recording import rows_of_log
from comity.ledger.store import check


@pytest.mark.django_db
def test_an_empty_casebook_is_filled_with_records_whose_log_is_whole() -> None:
    """Some wait, most are closed."""
    told = list(fill("http://x", records=45))
    assert "made-up county with 45 records" in told[0]
    assert set(Record.objects.values_list("state", flat=True)) == {"received", "closed"}
    with rows_of_log() as rows:
        assert check(rows, Agency.objects.get().slug) == []


def test_a_casebook_in_use_is_left_as_it_is(agency: Agency) -> None:
    """And it says so."""
    assert Agency.objects.get() == agency
    assert list(fill("http://x")) == ["This casebook is not empty: the demo is left out."]
    assert Agency.objects.count() == 1
