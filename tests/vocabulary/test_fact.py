"""What a fact is, and that nobody's status can be one."""

from __future__ import annotations

import pytest

from comity.law.body import STATUS, Body
from comity.vocabulary.fact import Fact, Kind, Tier


@pytest.mark.parametrize("kind", [Kind.NUMBER, Kind.DATE, Kind.MOMENT])
def test_a_number_or_day_has_no_list_of_values(kind: Kind) -> None:
    """Only closed lists can be listed."""
    assert Fact("n", kind).options() == ()


def test_yes_and_no_need_no_listing() -> None:
    """A yes/no fact has its two values, whatever `values` says."""
    assert Fact("minor", Kind.YESNO, ("a", "b")).options() == ("no", "yes")
    assert Fact("requester", Kind.CHOICE, ("a", "b")).options() == ("a", "b")
    assert Fact("purposes", Kind.SET, ("a", "b")).options() == ("a", "b")


def test_a_fact_is_stored_asked_and_unpresumed_unless_it_says_otherwise() -> None:
    """What a vocabulary entry leaves out means the careful thing."""
    fact = Fact("minor", Kind.YESNO)
    assert (fact.presumption, fact.judgement, fact.tier, fact.asked) == (None, None, Tier.STORED, True)


def test_the_vocabulary_holds_no_fact_of_status(body: Body) -> None:
    """`status` is a reserved word without a stored value, and nobody is asked it."""
    assert STATUS not in body.words.all_facts
    assert body.facts[STATUS].asked is False


def test_the_transient_facts_are_marked(body: Body) -> None:
    """What may decide and must never be kept is marked so in the vocabulary."""
    transient = {n for n, f in body.facts.items() if f.tier is Tier.TRANSIENT}
    assert {"proof_shown", "dhs_reply", "birthplace_answer"} <= transient
