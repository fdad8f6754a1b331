"""The door: contradictions are refused by name, and derived facts are made there and nowhere else."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from comity.condition.tree import holds
from comity.condition.tree import tests as every_test
from comity.engine.door import check_together, enter, transient_facts
from comity.engine.encounter import Encounter, read_encounter
from comity.engine.known import Known, Range, Values
from comity.law.body import Body
from comity.vocabulary.errors import InputError
from tests.example_law import encounter, example, real_body

ACT = """
instrument: act
derived:
  judged: {is: "any(papers, issuer in ['state_judge', 'article_iii_judge'])", question: A judge's paper}
  warrant: {is: "any(papers, issuer == 'state_judge' and authorises == 'arrest_person')", question: A warrant}
  years: {is: "since(convictions, class == 'felony')", question: Years since a felony}
provisions:
  - {id: no-holds, modality: must_not, unless: judged}
  - {id: by-warrant, modality: may, when: warrant}
"""
FLAT = ("request_form", "paper_issuer", "paper_basis", "paper_authorises")


def entered(body: Body, **more: Any) -> Encounter:
    return enter(read_encounter(encounter(**more), body), body, "row 7")


def refused(body: Body, **more: Any) -> str:
    with pytest.raises(InputError) as caught:
        entered(body, **more)
    return str(caught.value)


def test_what_can_be_together_passes(body: Body) -> None:
    """A detainer signed by an officer, and a form of which nothing else is known, are as they should be."""
    entered(body, facts={})
    entered(body, facts={"request_form": "I-247A", "paper_issuer": "immigration_officer"})
    entered(body, facts={"request_form": {"one_of": ["I-200", "court_order"]}, "paper_issuer": "state_judge"})


def test_a_detainer_signed_by_a_judge_is_refused_with_a_smallest_set(body: Body) -> None:
    """The message names the two facts that contradict each other, none of the others, and says why."""
    facts = {
        "request_form": "I-247A",
        "paper_issuer": "state_judge",
        "minor": "yes",
        "paper_basis": "civil_immigration",
    }
    told = refused(body, facts=facts)
    assert told.startswith(
        "row 7: `paper_issuer: state_judge`, `request_form: I-247A` cannot be together (rule `detainer-form`)"
    )
    assert "signed by an immigration officer" in told
    assert "minor" not in told
    assert "paper_basis" not in told


@given(st.dictionaries(st.sampled_from(FLAT), st.integers(0, 30), min_size=1))
def test_what_is_refused_is_a_set_from_which_nothing_can_be_taken(chosen: dict[str, int]) -> None:
    """Each fact that the message names is needed for the contradiction, and together they are one."""
    body = real_body()
    facts: dict[str, Known] = {}
    for name, n in chosen.items():
        options = body.facts[name].options()
        facts[name] = Values(frozenset({options[n % len(options)]}))
    try:
        check_together(facts, body, "row 7")
    except InputError as error:
        named = {f for f in facts if f"`{f}: " in str(error)}
    else:
        reject()
    with pytest.raises(InputError):
        check_together({f: facts[f] for f in named}, body, "row 7")
    for fewer in combinations(named, len(named) - 1):
        assert _some_completion({f: facts[f] for f in fewer}, body)


def _some_completion(facts: dict[str, Known], body: Body) -> bool:
    every = [(tree, list(every_test(tree))) for _, tree, _ in body.constraints]
    rules = [(tree, ts) for tree, ts in every if {t.fact for t in ts} <= set(FLAT)]
    todo: list[dict[str, str]] = [{}]
    for name in FLAT:
        known = facts.get(name)
        values = known.can_be if isinstance(known, Values) else body.facts[name].options()
        todo = [at | {name: v} for at in todo for v in values]
    return any(all(holds(t, {x: at[x.fact] in x.values for x in ts}) for t, ts in rules) for at in todo)


def test_what_only_several_rules_rule_out_is_refused_too(body: Body) -> None:
    """A detainer or an I-200, signed by a judge: neither form can be, and one of them it is."""
    told = refused(body, facts={"request_form": {"one_of": ["I-247A", "I-200"]}, "paper_issuer": "state_judge"})
    assert "`paper_issuer: state_judge`" in told
    assert "`request_form: I-200 or I-247A`" in told


def test_a_rule_on_a_member_of_a_set_refuses_only_that_member(tmp_path: Path) -> None:
    """A vocabulary may tie a set's member to another fact; other members, or none, are as free as before."""
    example(tmp_path, ACT)
    path = tmp_path / "vocabulary" / "constraints.yaml"
    rule = "  - {id: for-minors, that: \"'benefit' not in purposes or minor\", says: the benefit is one for minors}\n"
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    body = example(tmp_path, ACT).body
    for purposes in ([], ["registration"], {"lacks": ["benefit"]}, {"has": ["registration"]}):
        entered(body, facts={"minor": "no", "purposes": purposes})
    assert "for-minors" in refused(body, facts={"minor": "no", "purposes": {"has": ["benefit"]}})


def test_each_of_several_papers_is_checked_by_itself(body: Body) -> None:
    """Two papers may have two signers; one paper may not be what no paper is."""
    entered(
        body,
        papers=[
            {"form": "I-247A", "issuer": "immigration_officer"},
            {"form": "judicial_warrant", "issuer": "state_judge"},
        ],
    )
    told = refused(body, papers=[{"form": "judicial_warrant"}, {"form": "I-200", "issuer": "state_judge"}])
    assert "`request_form: I-200`" in told
    assert "judicial_warrant" not in told


def test_a_list_of_papers_says_what_is_known_of_the_single_one(body: Body) -> None:
    """Rules that test one paper see one of the values shown; of a field some paper lacks they see nothing."""
    found = entered(body, papers=[{"form": "I-247A"}, {"form": "I-200", "signed": "yes"}]).facts
    assert found["request_form"] == Values(frozenset({"I-247A", "I-200"}))
    assert "paper_signed" not in found
    some = entered(body, papers={"items": [{"form": "I-247A"}], "complete": "no"}).facts
    assert "request_form" not in some


def test_a_paper_given_in_two_ways_is_the_same_paper(body: Body) -> None:
    """A list that shows an I-200 and a flat form that says I-247A contradict each other."""
    told = refused(body, papers=[{"form": "I-200"}], facts={"request_form": "I-247A"})
    assert "request_form" in told


def test_a_derived_fact_is_computed_when_it_is_asked_for(tmp_path: Path) -> None:
    """Nobody gives it, and the rule finds it; of what cannot be derived nothing is known."""
    body = example(tmp_path, ACT).body
    found = entered(body, papers=[{"form": "I-247A"}]).facts
    assert found.get("us/xx:act/judged") == Values(frozenset({"no"}))
    assert found.get("us/xx:act/years") is None
    assert found.get("no_such_fact") is None
    assert "us/xx:act/judged" not in set(found)


def test_a_derived_fact_given_is_narrowed_by_what_it_is_derived_from(tmp_path: Path) -> None:
    """Both are believed where they agree, and the whole is refused where they do not."""
    body = example(tmp_path, ACT).body
    assert entered(body, facts={"judged": "yes"}).facts.get("us/xx:act/judged") == Values(frozenset({"yes"}))
    told = refused(body, facts={"judged": "yes", "request_form": "I-247A"})
    assert "`us/xx:act/judged: yes` contradicts what it is derived from: no" in told
    felony = [{"class": "felony", "date": {"between": ["2018-01-01", "2022-01-01"]}}]
    assert "contradicts what it is derived from" in refused(body, facts={"years": "9"}, convictions=felony)
    entered(body, facts={"years": "5"}, convictions=felony)


def test_derived_facts_given_that_no_paper_makes_so_are_refused(tmp_path: Path) -> None:
    """A judge's warrant is a judge's paper; whoever says one and denies the other is told so."""
    told = refused(example(tmp_path, ACT).body, facts={"warrant": "yes", "judged": "no"})
    assert "cannot be together" in told


def test_transient_facts_are_reported_and_stored_ones_are_not(body: Body) -> None:
    """The record says only that the answer rested on one."""
    found = read_encounter(encounter(facts={"proof_shown": "yes", "minor": "no"}), body)
    assert transient_facts(found, body) == ("proof_shown",)
    assert transient_facts(read_encounter(encounter(facts={"minor": "no"}), body), body) == ()


def test_an_offences_day_is_told_by_a_whole_list_only(body: Body) -> None:
    """A dated fact of a record's field is known where every record is and each has its day; what is given stays."""
    rows = [{"offence_date": "2020-01-05"}, {"offence_date": {"between": ["2021-01-01", "2021-01-03"]}}]
    days = [float(date(2020, 1, 5).toordinal()), *(float(date(2021, 1, d).toordinal()) for d in (1, 3))]
    whole = entered(body, charges=rows).facts
    assert whole["offence_date"] == Range(((days[0], days[0]), (days[1], days[2])))
    assert "offence_date" not in entered(body, charges={"items": rows, "complete": "no"}).facts
    assert "offence_date" not in entered(body, charges=[*rows, {"class": "felony"}]).facts
    assert "offence_date" not in entered(body, charges=[]).facts


def test_what_contradicts_is_shown_as_it_was_given(tmp_path: Path) -> None:
    """Years as a span, a choice by the values left."""
    law = example(tmp_path, ACT).body
    felony = [{"class": "felony", "date": "2020-03-02"}]
    told = refused(law, facts={"years": "9"}, convictions=felony)
    assert "`us/xx:act/years: 9 to 9.5` contradicts what it is derived from: 6 to 6" in told
    partly = refused(law, papers=[{"form": "I-200"}], facts={"request_form": {"one_of": ["I-247A", "I-205"]}})
    assert "`request_form: I-205 or I-247A`" in partly


def test_both_what_is_given_and_what_is_derived_narrow_a_span(tmp_path: Path) -> None:
    """Of two spans what lies in both is left, up to the days at their ends."""
    law = example(tmp_path, ACT).body
    felony = [{"class": "felony", "date": {"between": ["2018-03-02", "2021-03-02"]}}]
    given = {"between": [6, 9]}
    found = entered(law, facts={"years": given}, convictions=felony).facts
    assert found["us/xx:act/years"] == Range(((6.0, 8.0),))
    edge = entered(law, facts={"years": {"between": [8, 9]}}, convictions=felony).facts
    assert edge["us/xx:act/years"] == Range(((8.0, 8.0),))
