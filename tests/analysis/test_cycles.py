"""A circle of provisions that closes only for an agency of two kinds is found, and proved by compiling it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example_law import ACTION, example

from comity.analysis.acts import acts_of
from comity.analysis.checks import acting_law
from comity.analysis.cycles import candidates, circles, of_two_kinds
from comity.engine.slices import Slices
from comity.vocabulary.errors import Problem

TWO = """
instrument: two
provisions:
  - {id: one, modality: must, binds: [jail], when: release_due, despite: ["us/xx:two/other"]}
  - {id: other, modality: must_not, binds: [sheriff], when: minor, despite: ["us/xx:two/one"]}
"""
APART = TWO.replace("when: minor", "when: not release_due")
ONE = TWO.replace("[sheriff]", "[jail]")
CHAIN = TWO.replace(', despite: ["us/xx:two/one"]', "")


@pytest.mark.parametrize("text", [CHAIN, ONE])
def test_what_is_no_circle_of_two_kinds_is_left_alone(tmp_path: Path, text: str) -> None:
    """A chain is no circle, and a circle of one kind is found by compiling that kind's acts."""
    law = example(tmp_path, text)
    assert candidates(law.body, ACTION) == []
    assert of_two_kinds(law.slices) == []


def test_a_circle_whose_members_cannot_apply_together_is_none(tmp_path: Path) -> None:
    """The edges close a circle, yet no situation has both provisions: compiling finds nothing."""
    law = example(tmp_path, APART)
    assert [kinds for kinds, _ in candidates(law.body, ACTION)] == [frozenset({"jail", "sheriff"})]
    assert of_two_kinds(law.slices) == []


def test_a_circle_of_two_kinds_names_provisions_and_kinds(tmp_path: Path) -> None:
    """No kind alone shows it; the message names both provisions, the kinds, and where the first stands."""
    law = example(tmp_path, TWO)
    alone: list[Problem] = []
    acts_of(law.slices, wrong=alone)
    assert alone == []
    (found,) = of_two_kinds(law.slices)
    assert found.what == (
        "`us/xx:two/one`, `us/xx:two/other` defeat one another and can apply together "
        "for an agency that is `jail` and `sheriff`"
    )
    assert (found.path, found.line) == (law.provision("us/xx:two/one").path, law.provision("us/xx:two/one").line)
    assert found in acting_law(law.slices)


def test_circles_are_what_cannot_be_pruned() -> None:
    """Ends go, whichever way they point, until only circles and what lies between two are left."""
    assert circles({"a": {"b"}, "b": {"c"}}) == {}
    assert circles({"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "e": {"a"}}) == {"a": {"b"}, "b": {"c"}, "c": {"a"}}


def test_the_real_law_has_no_circle_of_two_kinds(slices: Slices) -> None:
    """Whichever two kinds an agency is of, no provisions of the real law defeat one another."""
    assert [str(p) for p in of_two_kinds(slices)] == []
