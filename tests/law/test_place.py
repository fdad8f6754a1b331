"""What a place adds to the law: which row of its survey speaks."""

from __future__ import annotations

from datetime import date

from comity.law.place import Place, SurveyRow

DAY = date(2026, 11, 24)
COURTS = SurveyRow(frozenset({"court"}), frozenset(), True, "court rules", DAY, DAY, "none")
HOLDS = SurveyRow(frozenset(), frozenset({"hold_on_detainer"}), False, "statutes", DAY, DAY, "none")


def place(*rows: SurveyRow) -> Place:
    return Place("us/xx", "Exampleland", "state", "", (), (), rows, (), (), {})


def test_what_was_not_surveyed_has_no_row() -> None:
    """No row, or none for this agency and act, is no survey."""
    assert place().survey_row(frozenset({"jail"}), "hold_on_detainer") is None
    assert place(COURTS).survey_row(frozenset({"jail"}), "hold_on_detainer") is None
    assert place(HOLDS).survey_row(frozenset({"jail"}), "share_status") is None


def test_an_empty_list_means_all() -> None:
    """A row for all acts of courts, and one for holds by anyone."""
    assert place(COURTS).survey_row(frozenset({"court"}), "share_status") is COURTS
    assert place(HOLDS).survey_row(frozenset({"jail"}), "hold_on_detainer") is HOLDS


def test_the_first_row_that_covers_is_the_one() -> None:
    """Rows stand in the order in which they count."""
    court = frozenset({"court", "probation"})
    assert place(COURTS, HOLDS).survey_row(court, "hold_on_detainer") is COURTS
    assert place(HOLDS, COURTS).survey_row(court, "hold_on_detainer") is HOLDS
