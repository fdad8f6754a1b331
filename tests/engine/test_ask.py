"""What to ask next: never what cannot change the answer, never law, and the best question first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from comity.condition.parse import parse
from comity.condition.tree import ALWAYS
from comity.engine.applicable import Bound, Play
from comity.engine.ask import matters, next_question, questions, questions_together
from comity.engine.compile import Compiled, compile_act
from comity.engine.decision import ActionDecision, Masks, encode, outcomes_of
from comity.engine.encounter import Encounter
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.vocabulary.errors import LawError
from comity.vocabulary.fact import Fact, Kind
from comity.vocabulary.modality import Modality, Outcome
from tests.engine.small_law import ACTIONS, DAY, WORDS, body_of, who
from tests.engine.test_yields import rule
from tests.example_law import answer, example

MOST = 2000
ACT = """
instrument: act
derived:
  judged: {is: "any(papers, issuer == 'state_judge')", question: Did a judge sign a paper}
provisions:
  - {id: ban, modality: must_not, when: minor, unless: judged}
  - {id: civil, modality: may, when: "not minor and 'civil_immigration' in purposes"}
"""


def small() -> Iterator[tuple[int, Compiled]]:
    """Yield compiled acts of random small laws, those with few situations."""
    for seed in range(60):
        slices, encounter = Slices(body_of(seed)), Encounter(who(seed), DAY)
        for action in ACTIONS:
            try:
                compiled = slices.compiled(slices.play(encounter, action))
            except LawError:
                continue
            total = 1
            for v in compiled.variables:
                total *= v.count
            if total <= MOST:
                yield seed, compiled


def situations(compiled: Compiled) -> dict[tuple[int, ...], Outcome]:
    """Return the outcome of every possible situation, cell by cell."""
    found = {}
    for point in product(*(range(v.count) for v in compiled.variables)):
        (terminal,) = compiled.store.reach(compiled.plain, [1 << c for c in point])
        value = compiled.store.value(terminal)
        if value is not None:
            found[point] = value
    return found


def can_change(at: dict[tuple[int, ...], Outcome], position: int) -> bool:
    """Return whether an answer rules an outcome out, or two answers differ in one and the same rest. By going
    through all.
    """
    by_cell: dict[int, set[Outcome]] = {}
    by_rest: dict[tuple[int, ...], set[Outcome]] = {}
    for point, outcome in at.items():
        by_cell.setdefault(point[position], set()).add(outcome)
        by_rest.setdefault((*point[:position], *point[position + 1 :]), set()).add(outcome)
    whole = set(at.values())
    return any(found != whole for found in by_cell.values()) or any(len(found) > 1 for found in by_rest.values())


def test_nothing_is_asked_of_a_settled_answer(tmp_path: Path) -> None:
    """When one outcome is left, no fact can change it."""
    law = example(tmp_path, ACT)
    assert answer(law, facts={"minor": "yes", "judged": "no"})["ask"] == []
    assert answer(law, facts={"minor": "no", "purposes": []})["ask"] == []


def test_a_fact_that_cannot_change_the_answer_any_more_is_not_asked(tmp_path: Path) -> None:
    """Once the person is known to be no minor, no judge's paper matters."""
    law = example(tmp_path, ACT)
    assert {q["fact"] for q in answer(law)["ask"]} == {"minor", "us/xx:act/judged", "purposes:civil_immigration"}
    assert [q["fact"] for q in answer(law, facts={"minor": "no"})["ask"]] == ["purposes:civil_immigration"]
    assert [q["fact"] for q in answer(law, facts={"minor": "yes"})["ask"]] == ["us/xx:act/judged"]


def test_a_question_shows_what_each_answer_would_leave(tmp_path: Path) -> None:
    """In the words of the vocabulary, with why it is asked, and a member of a set by name."""
    (asked,) = answer(example(tmp_path, ACT), facts={"minor": "no"})["ask"]
    assert asked["question"] == "What is the request for? Does it include civil immigration?"
    assert asked["separates"] == [
        {"answer": "no", "outcomes": ["not_addressed"]},
        {"answer": "yes", "outcomes": ["permitted"]},
    ]
    assert asked["why"] == "decides whether the agency may hold the person past release for an immigration detainer"
    assert (asked["presumed"], asked["judgement"]) == (False, None)


def test_what_is_presumed_is_asked_after_what_is_not(tmp_path: Path) -> None:
    """A question that would only confirm a presumption is marked so and comes last."""
    text = "instrument: act\nprovisions:\n  - {id: ban, modality: must_not, when: release_due and minor}\n"
    found = answer(example(tmp_path, text))
    assert [(q["fact"], q["presumed"]) for q in found["ask"]] == [("minor", False), ("release_due", True)]


def test_of_two_that_tell_as_much_the_cheaper_is_asked_first(tmp_path: Path) -> None:
    """What stands on the paper comes before what needs an inquiry."""
    text = """
    instrument: act
    provisions:
      - {id: ban, modality: must_not, when: probable_cause_removable and paper_signed}
    """
    found = answer(example(tmp_path, text))
    assert [q["fact"] for q in found["ask"]] == ["paper_signed", "probable_cause_removable"]
    assert [q["judgement"] for q in found["ask"]] == [None, "a court"]


def test_the_fact_that_settles_most_is_asked_first(tmp_path: Path) -> None:
    """One whose answers leave one outcome each comes before one that leaves several."""
    text = """
    instrument: act
    provisions:
      - {id: ban, modality: must_not, when: minor and (paper_signed or ice_present)}
    """
    assert answer(example(tmp_path, text))["ask"][0]["fact"] == "minor"


def test_the_facts_that_matter_are_exactly_those_that_exhaustive_search_finds() -> None:
    """On random small law, nothing known: no question too many and none too few."""
    tried = 0
    for seed, compiled in small():
        whole: Masks = tuple(v.whole for v in compiled.variables)
        at = situations(compiled)
        assert outcomes_of(compiled, whole) == set(at.values()), seed
        expected = [n for n in range(len(whole)) if can_change(at, n)] if len(set(at.values())) > 1 else []
        assert matters(compiled, whole) == expected, seed
        tried += bool(expected)
    assert tried > 30


def test_no_question_is_asked_that_cannot_change_the_answer_when_some_is_known() -> None:
    """The same with each single cell known; and where several outcomes are left that facts decide, something is
    asked.
    """
    for seed, compiled in small():
        at = situations(compiled)
        for position, variable in enumerate(compiled.variables):
            for cell in range(variable.count):
                masks = tuple(1 << cell if n == position else v.whole for n, v in enumerate(compiled.variables))
                left = {p: o for p, o in at.items() if p[position] == cell}
                expected = {n for n in range(len(masks)) if n != position and can_change(left, n)}
                found = matters(compiled, masks)
                assert set(found) == (expected if len(set(left.values())) > 1 else set()), seed


def test_asking_on_always_comes_to_an_end_where_the_answer_is_settled() -> None:
    """Whoever answers the best question again and again is left with one outcome, and never stands before several
    unasked.
    """
    for seed, compiled in small():
        for point, outcome in list(situations(compiled).items())[::17]:
            masks = encode({}, compiled.variables)
            while asked := matters(compiled, masks):
                first = asked[0]
                masks = tuple(1 << point[n] if n == first else m for n, m in enumerate(masks))
            assert outcomes_of(compiled, masks) == {outcome}, seed


def test_something_is_asked_as_long_as_facts_could_decide_between_outcomes() -> None:
    """Of four facts an even number hold, and the law turns on whether two differ: those two are worth asking."""
    facts = {n: Fact(n, Kind.YESNO) for n in "abcd"}
    differ = "({0} and not {1} or not {0} and {1})".format
    even = parse(f"not {differ(differ('a', 'b'), differ('c', 'd'))}", facts.__getitem__)
    body = replace(body_of(0), words=replace(WORDS, facts=facts), constraints=(("even", even, "even"),), digest="even")
    ban = rule("ban", Modality.MUST_NOT, when=parse(differ("a", "b"), facts.__getitem__))
    play = Play("hold", (Bound(ban, ALWAYS),), (), None, Outcome.NOT_ADDRESSED, None, (), ())
    compiled = compile_act(body, play)
    whole = tuple(v.whole for v in compiled.variables)
    assert len(outcomes_of(compiled, whole)) == 2
    assert matters(compiled, whole)


@pytest.mark.parametrize("seed", range(12))
def test_a_law_of_open_points_only_asks_nobody(seed: int) -> None:
    """Readings are never among the questions put to a person."""
    slices, encounter = Slices(body_of(seed)), Encounter(who(seed), DAY)
    for action in ACTIONS:
        try:
            compiled = slices.compiled(slices.play(encounter, action))
        except LawError:
            continue
        asked = {compiled.variables[n].fact for n in matters(compiled, tuple(v.whole for v in compiled.variables))}
        readings = {f for f in asked if f.startswith("reading:")}
        assert all(not slices.body.facts[f].asked for f in readings)
        assert all(slices.body.points[f.removeprefix("reading:")].kind != "disputed" for f in readings)


TWO = """
instrument: act
provisions:
  - {id: hold, modality: must_not, when: minor and written_request}
  - {id: notice, modality: must_not, action: notify_release, when: paper_complete and written_request}
"""


def decided(tmp_path: Path, facts: dict[str, object], *actions: str) -> tuple[list[ActionDecision], Body]:
    law = example(tmp_path, TWO)
    encounter = {"place": "us/xx", "agency": "jail", "on": "2026-03-02", "facts": facts, "actions": list(actions)}
    return list(law.decision(encounter).actions.values()), law.body


def test_nothing_is_next_once_every_action_is_settled(tmp_path: Path) -> None:
    """One fact that is known may settle them all, and then no question is left for any."""
    decisions, body = decided(tmp_path, {"written_request": "no"}, "hold_on_detainer", "notify_release")
    assert next_question(decisions, body) is None
    assert list(questions_together(decisions, body)) == []


def test_the_next_question_says_for_each_action_which_outcomes_it_separates(tmp_path: Path) -> None:
    """The fact that two actions share comes first, with what each answer leaves of each; the rest bear on one."""
    decisions, body = decided(tmp_path, {}, "hold_on_detainer", "notify_release")
    first = next_question(decisions, body)
    assert first is not None
    silent, banned = Outcome.NOT_ADDRESSED, Outcome.PROHIBITED
    separates = (("no", frozenset({silent})), ("yes", frozenset({silent, banned})))
    assert first.variable == "written_request"
    assert first.by_action == (("hold_on_detainer", separates), ("notify_release", separates))
    assert (first.separates, first.answers, first.left) == (separates, ("no", "yes"), 3)
    rest = {q.variable: [a for a, _ in q.by_action] for q in questions_together(decisions, body)}
    assert rest == {
        "written_request": ["hold_on_detainer", "notify_release"],
        "paper_complete": ["notify_release"],
        "minor": ["hold_on_detainer"],
    }


def test_a_fact_nobody_knows_is_passed_over_and_a_log_turns_the_order(tmp_path: Path) -> None:
    """Not knowing leaves the other facts to ask, and counts of a log say which of them to ask first."""
    decisions, body = decided(tmp_path, {}, "notify_release")
    names = [next_question(decisions, body, unknown=u) for u in ((), ("paper_complete",))]
    assert [q.variable if q else None for q in names] == ["paper_complete", "written_request"]
    seldom = next_question(decisions, body, {"written_request": {"no": 50}})
    assert seldom is not None
    assert seldom.variable == "written_request"


def test_only_a_strict_interview_asks_what_would_confirm_a_presumption(tmp_path: Path) -> None:
    """A place whose own rules nobody read: the answer is presumed, and confirmed where that is wanted."""
    law = example(tmp_path, TWO)
    town = {"place": "us/xx/other-town", "agency": "city_agency", "on": "2026-03-02", "facts": {}, "actions": ["train"]}
    decisions = list(law.decision(town).actions.values())
    assert next_question(decisions, law.body) is None
    found = next_question(decisions, law.body, strict=True)
    assert found is not None
    assert (found.variable, found.presumed) == ("own_rule.train", True)


def test_the_list_begins_with_the_next_question_where_few_facts_are_left(tmp_path: Path) -> None:
    """An explanation and an interview ask alike."""
    for action in ("hold_on_detainer", "notify_release"):
        (decision,), body = decided(tmp_path, {}, action)
        first = next_question([decision], body)
        assert first is not None
        assert questions(decision, body)[0] == first


def test_what_an_answer_would_leave_is_what_the_encounter_with_that_answer_has(tmp_path: Path) -> None:
    """Whatever else is open, an answer's row is the outcome set of the encounter in which it is given."""
    text = """
    instrument: act
    provisions:
      - {id: ban, modality: must_not, when: minor and paper_signed}
      - {id: may, modality: may, when: "not minor and paper_issuer == 'state_judge'"}
      - {id: must, modality: must, when: "request_form == 'I-200' and not paper_signed"}
    """
    law = example(tmp_path, text)
    asked = 0
    for facts in ({}, {"minor": "yes"}, {"minor": "no"}, {"paper_signed": "yes"}, {"request_form": "I-247A"}):
        for question in answer(law, facts=facts)["ask"]:
            if question["fact"] not in ("minor", "paper_signed"):
                continue
            for row in question["separates"]:
                then = answer(law, facts={**facts, question["fact"]: row["answer"]})
                assert row["outcomes"] == then["presumed"]["outcomes"], (facts, question["fact"], row)
                asked += 1
    assert asked >= 10
