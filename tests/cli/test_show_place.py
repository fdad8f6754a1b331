"""A place page shows the matrix the engine computes, the instruments behind it, and what was read."""

from __future__ import annotations

from datetime import date

from comity import Law
from comity.cli.show_place import Asked, place_data, place_lines
from comity.cli.terminal import WIDTH, painted

DAY = date(2026, 3, 2)


def text(law: Law, place: str, on: date = DAY, *, with_exceptions: bool = False) -> str:
    """Return the page as text."""
    data = place_data(law, Asked(place, on), with_exceptions=with_exceptions)
    return painted(place_lines(data, law.body), colour=False)


def test_before_the_law_nothing_binds(law: Law) -> None:
    """On a day before every instrument the matrix is silent and no instrument is listed."""
    shown = text(law, "us/xx", date(1990, 1, 1))
    assert "No instrument we have speaks to an agency here" in shown
    assert "▲" not in shown


def test_the_matrix_is_what_the_engine_decides(law: Law) -> None:
    """Each cell is the presumed answer with no fact given."""
    data = place_data(law, Asked("us/xx", DAY))
    decided = law.decide({"place": "us/xx", "agency": "jail", "on": "2026-03-02"})["actions"]
    assert {a: set(row["jail"]["presumed"]) for a, row in data["matrix"].items()} == {
        a: set(d["presumed"]["outcomes"]) for a, d in decided.items()
    }


def test_a_place_with_its_own_file_shows_its_own_agencies_in_a_table(law: Law) -> None:
    """Kinds that neither survey nor instruments of the place name are left to the state's page."""
    data = place_data(law, Asked("us/xx/some-town", DAY))
    assert data["agencies"] == ["police_municipal"]
    shown = text(law, "us/xx/some-town")
    assert "▲○ forbidden or not addressed" in shown
    assert "Some Town notice rule" in shown
    assert "Some Town ordinance" in shown
    assert "- Mayor (Some Town; ordinance): The mayor proposes." in shown
    assert max(map(len, shown.splitlines())) <= WIDTH


def test_many_kinds_come_as_a_list_by_action(law: Law) -> None:
    """Agencies that share an answer stand together, the rest as every other kind."""
    shown = text(law, "us/xx")
    assert "▲●○ forbidden, allowed or not addressed — " in shown
    assert "○ not addressed — every other kind" in shown
    assert max(map(len, shown.splitlines())) <= WIDTH


def test_a_place_without_a_file_says_so(law: Law) -> None:
    """What nobody read is said before anything else."""
    shown = text(law, "us/xx/other-town")
    assert "No file describes Other Town" in shown
    assert "We have not read Other Town's own rules" in shown


def test_exceptions_are_listed_per_action(law: Law) -> None:
    """Every limit has its exceptions or says none found, and acts without a limit are named."""
    shown = text(law, "us/xx/some-town", with_exceptions=True)
    assert "It does not apply if exigent" in shown
    assert "Exceptions: none found." in shown
    assert "No limit is in force here, so none found" in shown


def test_what_was_not_known_then_is_not_shown(law: Law) -> None:
    """As known before anything was written down, no dated law is in force."""
    data = place_data(law, Asked("us/xx", DAY, known_at=date(2019, 1, 1)))
    assert data["instruments"] == []
    assert "as we knew it on 1 January 2019" in painted(place_lines(data, law.body), colour=False)
