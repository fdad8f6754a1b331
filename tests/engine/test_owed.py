"""What is owed, said for a person: to whom, by when, and on what it still depends."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from comity import Law
from comity.condition.tree import ALWAYS, NEVER, All, Not, Tree
from comity.condition.tree import Any as AnyOf
from comity.condition.tree import Test as OneTest
from comity.engine.owed import simplify
from tests.example_law import answer, example

ACT = """
instrument: act
open_points:
  - {id: valid, kind: disputed, question: Is it valid, readings: {valid: {says: It is.}, invalid: {says: It is not.}}}
provisions:
  - id: copy
    modality: must
    when: did_hold_on_detainer and minor
    duty: {what: copy_of_request, to: [person, attorney], clock: {from: request_at, plus: 3 business_days,
        calendar: us}, keep_for: 5 years}
  - id: report
    modality: must
    duty: {what: periodic_report, to: [city_clerk], clock: {each: year, by: 12-31, nil: required},
        satisfied_by: [nil_report]}
  - {id: record, modality: must, duty: {what: keep_record}}
  - {id: no-record, modality: exempts, exempts: [record], when: ice_present}
  - {id: tell, modality: must, when: "reading('valid') == 'valid'", duty: {what: tell_held}}
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    return example(tmp_path_factory.mktemp("law"), ACT)


def owed(law: Law, **more: Any) -> dict[str, dict[str, Any]]:
    return {d["what"]: d for d in answer(law, **more)["duties"]}


def test_what_is_not_owed_is_not_shown(law: Law) -> None:
    """A duty whose ground is known not to hold, or that is lifted, is none."""
    assert set(owed(law, facts={"minor": "no", "ice_present": "yes"})) == {"periodic_report", "tell_held"}


def test_what_is_owed_in_any_case_depends_on_nothing(law: Law) -> None:
    """A settled duty has no `if`; its other ways of being satisfied and its nil report are told."""
    report = owed(law)["periodic_report"]
    assert (report["if"], report["satisfied_by"], report["nil"]) == (None, ["nil_report"], "required")
    assert owed(law, facts={"ice_present": "no"})["keep_record"]["if"] is None


def test_a_duty_that_an_exception_may_lift_says_what_it_turns_on(law: Law) -> None:
    """Its own condition always holds; the exception's fact is named."""
    assert owed(law)["keep_record"]["if"] == "it turns also on ice present"


def test_a_duty_that_only_a_reading_gives_names_the_reading(law: Law) -> None:
    """No fact decides it; the point and its reading are what it waits on."""
    assert owed(law)["tell_held"]["if"] == "valid is valid"


def test_a_duty_has_its_recipients_time_and_what_it_waits_on(law: Law) -> None:
    """Friday, and three business days over a weekend; in local time."""
    copy = owed(law, facts={"minor": "yes"}, moments={"request_at": "2026-03-06T23:30-05:00"})["copy_of_request"]
    assert datetime.fromisoformat(copy["due"]) == datetime.fromisoformat("2026-03-11T23:59:59-04:00")
    assert (copy["to"], copy["if"], copy["keep_for"]) == (["person", "attorney"], "did hold on detainer", "5 years")
    assert copy["clock"] == "within 3 business days after the request arrived"
    assert (copy["provision"], copy["evidence"]) == ("us/xx:act/copy", "primary")
    assert (copy["rule"], copy["cite"], copy["satisfied_by"]) == ("The rule copy.", "Example act, copy", [])
    assert copy["says"] == law.body.words.duties["copy_of_request"]


def test_a_duty_without_clock_says_none_of_it(law: Law) -> None:
    """Nothing is told of a time, of a nil report or of keeping where the law sets none."""
    record = owed(law, facts={"ice_present": "no"})["keep_record"]
    assert [record[k] for k in ("to", "due", "nil", "keep_for", "satisfied_by")] == [[], None, None, None, []]
    copy = owed(law, facts={"minor": "yes"})["copy_of_request"]
    assert (copy["nil"], owed(law)["periodic_report"]["keep_for"]) == (None, None)


def test_a_duty_whose_start_is_unknown_has_no_due_time(law: Law) -> None:
    """Owed, but by when nobody can say yet; a yearly one needs no start."""
    found = owed(law, facts={"minor": "yes"})
    due = {what: found[what]["due"] for what in ("copy_of_request", "periodic_report")}
    assert due == {"copy_of_request": None, "periodic_report": "2026-12-31T23:59:59-05:00"}


def yes(fact: str) -> OneTest:
    return OneTest(fact, "in", ("yes",))


@pytest.mark.parametrize(
    ("tree", "open_facts", "left"),
    [
        (yes("a"), set(), ALWAYS),
        (yes("a"), {"a"}, yes("a")),
        (Not(yes("a")), set(), ALWAYS),
        (Not(yes("a")), {"a"}, Not(yes("a"))),
        (All((yes("a"), yes("b"))), {"b"}, yes("b")),
        (AnyOf((yes("a"), yes("b"))), {"a", "b"}, AnyOf((yes("a"), yes("b")))),
        (All((NEVER, yes("b"))), {"b"}, yes("b")),
        (OneTest("p", "has", ("x",)), {"p:x"}, OneTest("p", "has", ("x",))),
        (OneTest("p", "has", ("x",)), {"p:y"}, ALWAYS),
        (All((yes("a"), NEVER)), {"b"}, ALWAYS),
        (AnyOf((yes("a"), yes("b"), yes("c"))), {"a", "c"}, AnyOf((yes("a"), yes("c")))),
        (All((yes("a"), Not(yes("b")), yes("c"))), {"b", "c"}, All((Not(yes("b")), yes("c")))),
        (Not(All((yes("a"), yes("b")))), {"a"}, Not(yes("a"))),
        (Not(NEVER), {"a"}, ALWAYS),
    ],
)
def test_a_condition_is_shown_by_what_it_still_waits_on(tree: Tree, open_facts: set[str], left: Tree) -> None:
    """What is known already need not be said again."""
    assert simplify(tree, open_facts) == left


def test_a_duty_with_two_grounds_of_which_one_is_ruled_out_waits_on_the_other(tmp_path: Path) -> None:
    """A ground that is known not to hold is not named."""
    text = """
    instrument: act
    provisions:
      - {id: copy, modality: must, when: minor or ice_present, duty: {what: copy_of_request}}
    """
    law = example(tmp_path, text)
    assert [d["if"] for d in answer(law, facts={"minor": "no"})["duties"]] == ["ice present"]
    assert [d["if"] for d in answer(law, facts={"minor": "yes"})["duties"]] == [None]
    assert [d["if"] for d in answer(law)["duties"]] == ["minor or ice present"]


def test_a_duty_names_what_is_left_of_its_ground_and_then_what_else_it_turns_on(tmp_path: Path) -> None:
    """A member of a set that its own ground names is not named twice; an exception's is."""
    text = """
    instrument: act
    provisions:
      - {id: copy, modality: must, when: "'civil_immigration' in purposes and minor", duty: {what: copy_of_request}}
      - {id: not-then, modality: exempts, exempts: [copy], when: ice_present}
    """
    law = example(tmp_path, text)
    (told,) = (d["if"] for d in answer(law)["duties"])
    own, rest = told.split("; ")
    assert own.count("civil_immigration") == own.count("minor") == 1
    assert rest == "it turns also on ice present"
    (left,) = (d["if"] for d in answer(law, facts={"ice_present": "no", "minor": "yes"})["duties"])
    assert "civil_immigration" in left
    assert "turns also" not in left
    (lifted,) = (d["if"] for d in answer(law, facts={"minor": "yes", "purposes": ["civil_immigration"]})["duties"])
    assert lifted == "it turns also on ice present"


def test_several_exceptions_that_a_duty_turns_on_are_told_one_by_one(tmp_path: Path) -> None:
    """Each fact is named in words, in a row."""
    text = """
    instrument: act
    provisions:
      - {id: copy, modality: must, duty: {what: copy_of_request}}
      - {id: not-then, modality: exempts, exempts: [copy], when: ice_present}
      - {id: nor-then, modality: exempts, exempts: [copy], when: minor}
    """
    (told,) = (d["if"] for d in answer(example(tmp_path, text))["duties"])
    assert sorted(told.removeprefix("it turns also on ").split(", ")) == ["ice present", "minor"]
