"""The directions of the States' own law, beside a published list: `docs/posture.md` says each difference."""

from __future__ import annotations

import pytest

from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.load import load_body
from tests.law_results.posture import PAGE, own, published, table, word


@pytest.fixture(scope="module")
def body() -> Body:
    return load_body()


def rows() -> dict[str, list[str]]:
    """Return the rows of the page by place."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][2:]
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines]
    return {row[0]: row for row in cells}


def test_the_page_says_what_is_derived_for_every_state(body: Body) -> None:
    """And names the cause wherever the list says otherwise."""
    slices, told = Slices(body), rows()
    places = {p.name: p.id for p in body.places.values() if p.kind == "state"}
    assert set(told) == set(places)
    for name, row in told.items():
        assert row[2] == word(own(slices, places[name])), name
        assert (row[1] == row[2]) or len(row[3]) > 10, name


def test_the_page_is_made_from_the_list_itself(body: Body) -> None:
    """Where the list is at hand: row for row."""
    path = published()
    if path is None:
        pytest.skip("the published list is not beside this checkout")
    assert list(rows().values()) == [[c.strip() for c in x.strip("|").split("|")] for x in table(path, body)[2:]]
