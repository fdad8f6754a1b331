"""The closed lists, and the facts that follow from them."""

from __future__ import annotations

from comity.law.body import Body
from comity.vocabulary.fact import Kind
from comity.vocabulary.words import OWN_RULE_VALUES


def test_a_name_that_is_no_group_stands_for_itself(body: Body) -> None:
    """A kind that is no group is only itself, and nothing named is nothing found."""
    assert body.words.kinds_in(("jail",)) == {"jail"}
    assert body.words.kinds_in(()) == frozenset()


def test_a_group_stands_for_its_members(body: Body) -> None:
    """Groups and kinds may be named together; a kind named twice counts once."""
    custody = set(body.words.groups["custody"])
    assert body.words.kinds_in(("custody", "jail", "court")) == custody | {"jail", "court"}


def test_every_action_makes_a_fact_of_the_act_and_one_of_unread_rules(body: Body) -> None:
    """`did_` and `own_rule.` facts follow from the list of actions, and need no entry."""
    for action in body.words.actions:
        did, own = body.words.all_facts[f"did_{action}"], body.words.all_facts[f"own_rule.{action}"]
        assert (did.kind, did.presumption) == (Kind.YESNO, None)
        assert (own.values, own.presumption) == (OWN_RULE_VALUES, "silent")


def test_every_duty_makes_a_fact(body: Body) -> None:
    """Whether a duty was done can be a condition of another."""
    assert all(body.words.all_facts[f"did_{d}"].kind is Kind.YESNO for d in body.words.duties)


def test_a_name_ending_in_at_is_a_moment_and_one_ending_in_on_or_date_a_day(body: Body) -> None:
    """A clock starts at a moment; a condition compares a day."""
    facts = body.words.all_facts
    assert facts["request_at"].kind is Kind.MOMENT
    assert {facts["offence_date"].kind, facts["confined_on"].kind} == {Kind.DATE}


def test_every_fact_can_be_asked_in_words(body: Body) -> None:
    """A question is a sentence, so no fact is without one."""
    assert [n for n, f in body.words.all_facts.items() if len(f.question.split()) < 2] == []
