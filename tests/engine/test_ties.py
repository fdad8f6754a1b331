"""Derived facts over one list are tied by what one record can be."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from comity.condition.tree import holds
from comity.condition.tree import tests as every_test
from comity.engine.ties import ties
from comity.law.body import Body
from tests.engine.oracle import signatures
from tests.example_law import ACTION, answer, example

ACT = """
instrument: act
tables:
  open_list: {closed: no, rows: [murder]}
derived:
  judged: {is: "any(papers, issuer in ['state_judge', 'article_iii_judge'])", question: A judge's paper}
  warrant: {is: "any(papers, issuer == 'state_judge' and authorises == 'arrest_person')", question: A warrant}
  detainer: {is: "any(papers, form == 'I-247A')", question: A detainer}
  officer: {is: "any(papers, issuer == 'immigration_officer')", question: An officer's paper}
  signed: {is: "any(papers, signed)", question: A signed paper}
  how_many: {is: "count(convictions, class == 'felony')", question: How many}
  felon: {is: "any(convictions, class == 'felony')", question: A felony}
  serious: {is: "any(convictions, class in ['felony', 'serious_felony'])", question: A serious one}
  recent: {is: "any(convictions, date > '2020-01-01')", question: A recent one}
  like: {is: "any(convictions, offence in open_list and class == 'felony')", question: One like those}
provisions:
  - {id: no-holds, modality: must_not, unless: judged}
  - {id: by-warrant, modality: exempts, when: warrant, exempts: [no-holds]}
"""
PAPERS = ("judged", "warrant", "detainer", "officer", "signed")


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Body:
    return example(tmp_path_factory.mktemp("law"), ACT).body


def full(*names: str) -> set[str]:
    return {f"us/xx:act/{n}" for n in names}


def allowed(body: Body, *names: str) -> set[tuple[bool, ...]]:
    """Return the truths of the facts, in their order, that the ties let be together."""
    trees = ties(body, full(*names))
    found = set()
    for truths in product((False, True), repeat=len(names)):
        at = dict(zip((f"us/xx:act/{n}" for n in names), truths, strict=True))
        if all(holds(t, {x: at[x.fact] for x in every_test(t)}) for t in trees):
            found.add(truths)
    return found


@pytest.mark.parametrize(
    "names", [("judged",), ("judged", "felon"), ("felon", "how_many"), ("signed", "judged"), ("felon", "recent")]
)
def test_facts_of_two_lists_or_free_of_one_another_are_not_tied(body: Body, names: tuple[str, ...]) -> None:
    """A paper says nothing of a conviction, a signature nothing of a judge; and days are too many to go through."""
    assert ties(body, full(*names)) == []


def test_what_makes_one_true_makes_the_other_true(body: Body) -> None:
    """A judge's warrant is a judge's paper; every detainer is an officer's, by the vocabulary's own rules."""
    assert allowed(body, "warrant", "judged") == {(False, False), (False, True), (True, True)}
    assert allowed(body, "detainer", "officer") == {(False, False), (False, True), (True, True)}
    assert allowed(body, "felon", "serious") == {(False, False), (False, True), (True, True)}


def test_an_open_table_ties_only_what_it_is_sure_of(body: Body) -> None:
    """A felony like those listed is a felony, whatever the list leaves out."""
    assert allowed(body, "like", "felon") == {(False, False), (False, True), (True, True)}


@pytest.mark.parametrize("names", [PAPERS, PAPERS[:3], PAPERS[2:]])
def test_what_is_allowed_is_what_some_set_of_papers_makes_true(body: Body, names: tuple[str, ...]) -> None:
    """Going through every paper that can be, and every set of them, allows the same and no more."""
    each = signatures(body, "papers", tuple(f"us/xx:act/{n}" for n in names))
    unions = {tuple(False for _ in names)}
    while True:
        more = {tuple(a or b for a, b in zip(u, s, strict=True)) for u in unions for s in each} - unions
        if not more:
            break
        unions |= more
    assert allowed(body, *names) == unions


def test_a_tie_keeps_an_answer_from_being_wider_than_the_law(tmp_path: Path) -> None:
    """With a judge's paper ruled out no warrant is possible, and the exemption is no reason."""
    law = example(tmp_path, ACT)
    found = answer(law, ACTION, facts={"judged": "no"})
    assert found["outcomes"] == ["prohibited"]
    assert [r["provision"] for r in found["reasons"]] == ["us/xx:act/no-holds"]
