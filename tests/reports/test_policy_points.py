"""Findings become points: one for each act and class, in words that counsel can act on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from tests.example_law import real_body

from comity.analysis.policy import PolicyFinding, check_policy, kind_of
from comity.law.reading.policy_file import read_policy
from comity.law.selector import Who
from comity.reports.policy_points import change, points, title, value_words, witness_words
from comity.vocabulary.modality import Outcome

MANUAL = Path(__file__).parents[2] / "examples" / "policy" / "some-town-manual.yaml"
WHO = Who("us/xx", frozenset({"jail"}))


@pytest.fixture(scope="module")
def found() -> list[dict[str, Any]]:
    """Return the points of the example manual."""
    body = real_body()
    return points(check_policy(read_policy(MANUAL, None, body), body, date(2026, 11, 24)), body)


def test_every_pair_has_a_title_and_a_change() -> None:
    """Whatever law and policy say of an act, with or without a duty, there are words for it."""
    sets = [frozenset({o}) for o in Outcome] + [frozenset({Outcome.PROHIBITED, Outcome.PERMITTED})]
    for law, policy, together in product(sets, sets, (None, *sets)):
        for duty in (None, "copy_of_request"):
            f = PolicyFinding(WHO, "hold_on_detainer", duty, kind_of(law, policy, together), law, policy,
                              Fraction(1), True, None, (), ())  # fmt: skip
            assert "{" not in title(f, real_body()) + change(f, real_body())


def test_an_act_and_a_class_make_one_point(found: list[dict[str, Any]]) -> None:
    """Two situations of one kind on one act are cases of one point."""
    assert len({p["title"] for p in found}) == len(found)
    stricter = [p for p in found if p["kind"] == "stricter" and "hold the person" in p["title"]]
    assert [len(p["cases"]) for p in stricter] == [2]


def test_the_gravest_come_first(found: list[dict[str, Any]]) -> None:
    """What falls short of the law stands before all else, contradictions first, agreement last."""
    assert [p["short"] for p in found] == sorted((p["short"] for p in found), reverse=True)
    assert (found[0]["kind"], found[-1]["kind"]) == ("contradicts", "agrees")


def test_a_title_says_where_it_is_true_of_some_situations_only(found: list[dict[str, Any]]) -> None:
    """A duty that is missing always is told without it."""
    told = {p["about"]: p["title"] for p in found if p["short"]}
    assert told["hold the person past release for an immigration detainer"].startswith("In some situations the manual")
    assert told["file the periodic report"].startswith("The law requires the agency to file the periodic report")


def test_a_missing_duty_is_told_with_its_time(found: list[dict[str, Any]]) -> None:
    """What to add names to whom and by when, by the rule of the law."""
    (one,) = [p for p in found if p["about"] == "file the periodic report"]
    assert one["change"] == "Add: the agency must file the periodic report (to: state office), each year."
    assert one["policy_rules"] == []
    assert {r["provision"] for r in one["law_rules"]} == {"us/ma:chapter-258f/yearly-report"}


def test_a_duty_with_more_time_than_the_law_gives_is_looser(found: list[dict[str, Any]]) -> None:
    """180 days for what the law wants in 90, with the time to write down."""
    (one,) = [p for p in found if p["about"] == "answer the certification request"]
    assert (one["kind"], one["short"]) == ("looser", True)
    assert one["title"] == "The manual gives more time to answer the certification request than the law, or names none"
    assert one["change"].endswith("answer the certification request (to: person), within 90 days after the request "
                                  "arrived.")  # fmt: skip


def test_a_witness_is_told_as_questions_and_answers() -> None:
    """With the presumption where the answer is another."""
    body = real_body()
    told = witness_words({"facts": {"release_due": False, "information_classes": {"has": ["criminal_record"]}}}, body)
    assert [t["answer"] for t in told] == ["No", "criminal record"]
    assert [t["presumed"] for t in told] == ["yes", None]
    assert all(t["question"].endswith("?") for t in told)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "Yes"),
        (3, "3"),
        ({"one_of": ["a_b", "c"]}, "a b or c"),
        ({"between": [2, 3]}, "2 to 3"),
        ({"has": ["a"], "lacks": ["b"]}, "a; not: b"),
        ("immigration_officer", "immigration officer"),
    ],
)
def test_each_kind_of_value_has_words(value: Any, words: str) -> None:
    """As an encounter writes it down."""
    assert value_words(value) == words


def test_a_day_is_told_as_people_write_it() -> None:
    """A fact that is a date is not told as digits."""
    assert value_words("2026-02-10", date=True) == "10 February 2026"
