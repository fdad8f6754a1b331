"""Parts of an instrument's file as provisions: selectors, histories and their windows, targets, duties and clocks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.example_law import example, read

from comity.condition.tree import ALWAYS, All, Not
from comity.condition.tree import Test as Compare

ACT = """
instrument: act
provisions:
  - id: bare
    modality: must_not
    binds: {groups: [custody], except: {kinds: [private_operator]}}
  - id: full
    modality: must
    when: release_due
    unless: minor
    despite: [bare, "other-act/*", {modality: [must_not], place: below}]
    history: [{event: repealed, between: [2020-01-01, 2020-02-01], source: s1, recorded: 2020-03-01}]
  - id: owed
    modality: must
    duty: {what: periodic_report, to: [public], clock: {each: year, by: 02-01, nil: certified}, keep_for: 5 years}
"""
OTHER = """
instrument: other-act
provisions: [{id: ban, modality: must_not}]
"""


def test_a_provision_without_conditions_always_applies(tmp_path: Path) -> None:
    """Leaving `when` out means always; groups and exceptions say who is bound."""
    bare = example(tmp_path, ACT, OTHER).body.provisions["us/xx:act/bare"]
    assert bare.when == ALWAYS
    assert "jail" in bare.binds.kinds
    assert bare.binds.apart is not None


def test_when_and_unless_become_one_condition(tmp_path: Path) -> None:
    """It applies where `when` holds and `unless` does not."""
    full = example(tmp_path, ACT, OTHER).body.provisions["us/xx:act/full"]
    assert full.when == All((Compare("release_due", "in", ("yes",)), Not(Compare("minor", "in", ("yes",)))))


def test_targets_are_ids_instruments_or_patterns(tmp_path: Path) -> None:
    """Short names are those of the same place."""
    full = example(tmp_path, ACT, OTHER).body.provisions["us/xx:act/full"]
    assert [sorted(t.ids or t.instrument) for t in full.attacks] == [["us/xx:act/bare"], ["us/xx:other-act"], []]
    assert full.attacks[2].place == "below"


def test_a_window_makes_an_open_point_that_nobody_is_asked(tmp_path: Path) -> None:
    """Inside the window nobody here knows on which day the law changed."""
    body = example(tmp_path, ACT, OTHER).body
    event = body.provisions["us/xx:act/full"].history[0]
    assert (event.on, event.until) == (date(2020, 1, 1), date(2020, 2, 1))
    assert body.points[event.point].kind == "unverified"
    assert not body.facts[f"reading:{event.point}"].asked


def test_a_duty_keeps_recipients_clock_and_how_long(tmp_path: Path) -> None:
    """A yearly report with a certified nil return."""
    duty = example(tmp_path, ACT, OTHER).body.provisions["us/xx:act/owed"].duty
    assert duty is not None
    assert duty.clock is not None
    assert (duty.to, duty.clock.by, duty.clock.nil, duty.keep_for) == (("public",), (2, 1), "certified", "5 years")


def test_a_clock_of_business_days_needs_a_calendar(tmp_path: Path) -> None:
    """Without one nobody could say which days count."""
    owed = "duty: {what: copy_of_request, clock: {from: request_at, plus: 3 business_days}}"
    _, problems = read(tmp_path, f"instrument: act\nprovisions: [{{id: a, modality: must, {owed}}}]")
    assert ["needs a `calendar`" in p.what for p in problems] == [True]
