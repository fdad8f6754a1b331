"""Selectors, patterns, clocks, events, sources and open points are read in the shapes the format allows."""

from __future__ import annotations

import pytest
from tests.law.reading.examples import ACT, changed, reading, wrong

from comity.law.reading.instrument_model import InstrumentModel
from comity.law.reading.parts import Pattern, Selector
from comity.vocabulary.modality import Modality


def test_binds_and_targets_keep_the_shape_they_were_written_in() -> None:
    """A list of kinds and groups is not a selector, and a target is an id or a pattern."""
    holds, tell = reading(InstrumentModel, ACT).provisions
    assert holds.binds == ("police_municipal", "custody")
    assert isinstance(tell.binds, Selector)
    assert holds.subject_to[:2] == ("other-act/*", "us:act/rule")
    assert holds.subject_to[2] == Pattern(modality=(Modality.MAY,), place="above")
    assert (holds.action, tell.action) == (("hold_on_detainer",), ("notify_release", "share_status"))


def test_a_duty_has_a_clock_and_a_time_to_keep() -> None:
    """One day and five years are lengths of time in one unit each."""
    duty = reading(InstrumentModel, ACT).provisions[1].duty
    assert (duty.clock.from_, duty.clock.plus, duty.clock.rolls, duty.keep_for) == (
        "did_notify_release",
        (1, "days"),
        "next",
        (5, "years"),
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{kinds: [jail], except", "{kind: [jail], except", "act.yaml:40: unknown key `kind`; did you mean `kinds`?"),
        ("place: above}", "plase: above}", "act.yaml:35: unknown key `plase`; did you mean `place`?"),
        ("place: above}", "place: over}", "act.yaml:35: unknown place `over`"),
        ("event: effective", "event: efective", "act.yaml:7: unknown event `efective`; did you mean `effective`?"),
        ("on: 2020-01-01, ", "", "act.yaml:7: an event has either `on` or `between`"),
        ("[2025-06-01, 2025-06-30]", "[2025-06-30, 2025-06-01]", "`between` takes two days, the earlier first"),
        ("other-act/*", "[x]", "act.yaml:35: a list stands where text or a mapping belongs, at `subject_to`"),
        (
            "binds: [police_municipal, custody]",
            "binds: jail",
            "act.yaml:29: `jail` stands where a list or a mapping belongs, at `binds`",
        ),
        (", plus: 1 day", "", "`plus` is missing beside `from`"),
        (
            "{from: did_notify_release, plus: 1 day, ",
            "{from: did_x, plus: 1 day, on: 2026-01-01, ",
            "a clock runs in one way: `from` and `on` stand together",
        ),
        ("reading: invalid, in", "reading: invalide, in", "unknown reading `invalide` under `settled`"),
        ("      invalid: {says: It is not.}\n", "", "too few entries, at `readings`; give at least 2"),
        ("agency: jail\n", "agency: []\n", "nothing stands at `agency`"),
        (
            "facts: {release_due: yes,",
            "facts: {release_due: {a: b},",
            "a mapping stands where text or a list belongs, at `release_due`",
        ),
    ],
)
def test_a_part_of_the_wrong_shape_is_refused(old: str, new: str, said: str) -> None:
    """The message names the line, what is wrong and what would be right."""
    assert said in wrong(InstrumentModel, changed(old, new))
