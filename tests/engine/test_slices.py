"""What is compiled once and kept, and what must never be taken for the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from comity import Law
from comity.engine.encounter import Encounter, read_encounter
from tests.example_law import ACTION, READ, answer, encounter, example

FEDERAL = """
instrument: federal
at: us
history: [{event: effective, on: 2020-01-01, source: s1, recorded: 2020-01-01}]
provisions:
  - {id: shall, modality: must}
  - {id: no-power, modality: lacks_power, unless: minor}
  - {id: copy, modality: must, duty: {what: copy_of_request, clock: {from: request_at, plus: 1 day}}}
"""
NEIGHBOUR = f"""
place: us/yy
kind: state
survey: [{READ}]
"""
CANON = f"""
place: us/xx
kind: state
survey: [{READ}]
canons:
  - {{id: power-first, says: No power no duty., cite: s. 0, attacker: {{modality: [lacks_power]}},
      target: {{modality: [must]}}}}
"""


def of(law: Law, **more: Any) -> Encounter:
    return read_encounter(encounter(**more), law.body)


def test_nothing_is_kept_before_something_is_asked(tmp_path: Path) -> None:
    """A body of law is read, not compiled, until it is asked."""
    assert example(tmp_path, FEDERAL).slices.kept() == []


def test_towns_without_rules_of_their_own_share_one_slice(tmp_path: Path) -> None:
    """A place or a day is never part of what the law is keyed by."""
    law = example(tmp_path, FEDERAL, NEIGHBOUR)
    plays = [
        law.slices.play(of(law, place=p, on=d), ACTION)
        for p in ("us/xx/one", "us/xx/two")
        for d in ("2026-03-02", "2026-03-03")
    ]
    assert len({id(law.slices.compiled(p)) for p in plays}) == 1
    assert [name for name, _ in law.slices.kept()] == [ACTION]


def test_law_of_another_day_is_another_slice(tmp_path: Path) -> None:
    """The day before a change is not the day of it."""
    law = example(tmp_path, FEDERAL)
    assert answer(law, on="2019-12-31")["outcomes"] == ["not_addressed"]
    assert answer(law, on="2020-01-01")["outcomes"] == ["contested", "required"]
    assert answer(law, on="2019-12-31")["outcomes"] == ["not_addressed"]


@pytest.mark.parametrize("first", ["us/xx", "us/yy"])
def test_a_canon_of_one_state_is_none_of_another(tmp_path: Path, first: str) -> None:
    """The same federal law under two States' canons comes out in two ways, whichever was asked first."""
    law = example(tmp_path, FEDERAL, NEIGHBOUR, CANON)
    answer(law, place=first)
    assert answer(law, place="us/xx", facts={"minor": "no"})["outcomes"] == ["prohibited"]
    assert answer(law, place="us/yy", facts={"minor": "no"})["outcomes"] == ["contested"]


def test_an_assumed_reading_and_an_overlay_are_slices_of_their_own(tmp_path: Path) -> None:
    """What is assumed once is not assumed the next time."""
    text = """
    instrument: act
    open_points:
      - {id: valid, kind: disputed, question: Is it valid, readings: {valid: {says: It is.},
          invalid: {says: It is not.}}}
    provisions:
      - {id: ban, modality: must_not, when: "reading('valid') == 'valid'"}
    """
    law = example(tmp_path, text)
    assert answer(law)["outcomes"] == ["contested"]
    assert answer(law, facts={"reading:us/xx:act/valid": "valid"})["presumed"]["outcomes"] == ["prohibited"]
    assert answer(law, facts={"reading:us/xx:act/valid": "invalid"})["presumed"]["outcomes"] == ["not_addressed"]
    assert answer(law)["outcomes"] == ["contested"]


def test_an_epoch_is_the_last_day_of_change(tmp_path: Path) -> None:
    """Between two changes every day is the same day of law; before the first there is one more."""
    slices = example(tmp_path, FEDERAL).slices
    (only,) = slices.change_days
    assert [slices.epoch(d).year for d in (only.replace(year=2019), only, only.replace(year=2026))] == [1, 2020, 2020]


def test_each_kind_of_duty_of_an_action_is_named_once(tmp_path: Path) -> None:
    """A duty on another action is not one of this."""
    more = """
    instrument: more
    provisions:
      - {id: again, modality: must, duty: {what: copy_of_request}}
      - {id: other, modality: must, action: share_status, duty: {what: keep_record}}
    """
    law = example(tmp_path, FEDERAL, more)
    assert law.slices.duties(law.slices.play(of(law), ACTION)) == ("copy_of_request",)
    assert law.slices.duties(law.slices.play(of(law), "transfer_custody")) == ()


def test_what_was_compiled_is_named_by_its_act_and_duty(tmp_path: Path) -> None:
    """A duty is named with its action, and each act once however often it is asked."""
    law = example(tmp_path, FEDERAL)
    for _ in range(2):
        answer(law)
    assert sorted(name for name, _ in law.slices.kept()) == [ACTION, f"{ACTION} (copy_of_request)"]


def test_moments_of_the_same_day_of_law_change_nothing_that_is_kept(tmp_path: Path) -> None:
    """A duty that started under older law is judged by that law; one that started under this is no other slice."""
    text = """
    instrument: act
    provisions:
      - {id: old, modality: must, duty: {what: keep_record, clock: {from: request_at, plus: 1 day}},
         history: [{event: effective, on: 2020-01-01, source: s1, recorded: 2020-01-01},
                   {event: repealed, on: 2026-02-01, source: s1, recorded: 2020-01-01}]}
    """
    law = example(tmp_path, text)
    plain, same, older = (
        law.slices.regime(of(law, moments=m))
        for m in ({}, {"request_at": "2026-03-01T10:00-05:00"}, {"request_at": "2026-01-31T10:00-05:00"})
    )
    assert plain is same
    assert older is not plain
    assert answer(law, moments={"request_at": "2026-03-01T10:00-05:00"})["duties"] == []
    (owed,) = answer(law, moments={"request_at": "2026-01-31T10:00-05:00"})["duties"]
    assert owed["what"] == "keep_record"
