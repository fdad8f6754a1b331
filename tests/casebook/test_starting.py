"""The first start makes the tables and prints a link once nobody has an account."""

from __future__ import annotations

import pytest

from comity.casebook.models import Agency
from comity.casebook.starting import prepare_casebook


@pytest.mark.django_db(transaction=True)
def test_the_first_start_prints_a_link() -> None:
    """A later one prints another, and the first works no more."""
    told = list(prepare_casebook("http://127.0.0.1:8000"))
    assert told[0].startswith("Nobody has an account yet.")
    assert told[1].startswith("http://127.0.0.1:8000/first/")
    assert list(prepare_casebook("http://127.0.0.1:8000"))[1] != told[1]


def test_with_an_account_nothing_is_printed(agency: Agency) -> None:
    """The tables are looked after all the same."""
    assert agency.pk
    assert list(prepare_casebook("http://127.0.0.1:8000")) == []
