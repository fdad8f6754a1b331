"""The lines of `comity docket` fit a terminal, name every place once, and cut a source's long sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.example_bills import overlay, told, words

from comity.cli.docket_words import WHATS, against_data, against_lines, entry_data, list_lines
from comity.cli.terminal import WIDTH
from comity.docket.against import against
from comity.docket.register import entries
from comity.docket.step import Step
from comity.law.body import Body


def test_the_list_fits_and_names_each_place_once(body: Body) -> None:
    """Eighty columns, save a word that is longer; each id is there in one piece."""
    found = entries(body, words(), date(2026, 12, 1))
    for full in (False, True):
        lines = [line.text for line in list_lines(found, body, date(2026, 12, 1), full=full)]
        assert [t for t in lines if len(t) > WIDTH and len(t.split()) > 1] == []
        assert [e.overlay.id for e in found if f"  {e.overlay.id}" not in lines] == []
        assert lines.count("Massachusetts") == 1
    assert {entry_data(e)["read"] for e in found} == {"primary", "secondary", "memory"}


def test_what_is_found_is_said_with_both_sides() -> None:
    """A long sentence of the source is cut, and one without words has none."""
    history = told(("2026-03-11", Step.PASSED_ONE, "lower"), ("2026-06-01", Step.SIGNED, ""), ("2026-06-02", None, ""))
    wordy = replace(history.taken[1], words="word " * 60)
    history = replace(history, taken=(history.taken[0], wordy))
    one = against(overlay(("2026-03-10", "passed the House")), history, words())
    text = " ".join(line.text.strip() for line in against_lines([one], [], [], {}, 1))
    assert "contradicts: both cannot be right" in text
    assert "- 11 March 2026: passed the House “passed_one” docket: 10 March 2026, passed the House" in text
    assert "1 June 2026: signed “word word" in text
    assert "word …”" in text
    [data] = against_data([one], [], [], {}, 1)["in_docket"]
    assert {f["what"] for f in data["findings"]} == {"contradicts", "new"}
    assert {f["what"] for f in data["findings"]} <= set(WHATS)
