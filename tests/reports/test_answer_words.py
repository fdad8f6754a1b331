"""Shape and word always stand together."""

from __future__ import annotations

from pathlib import Path

from tests.example_law import example

from comity import Law, Outcome
from comity.reports.answer_words import (
    OUTCOMES,
    SHAPES,
    answer,
    kinds_words,
    listed,
    ordered,
    outcome_words,
    own_rules,
    place_name,
    place_words,
    plain,
    shapes,
    source_words,
)


def test_every_outcome_has_a_shape_and_a_word() -> None:
    """No outcome is shown by colour alone."""
    assert set(SHAPES) == set(OUTCOMES) == {str(o) for o in Outcome}
    assert {plain(o) for o in Outcome} == set(OUTCOMES.values())


def test_an_answer_is_a_verb_phrase(law: Law) -> None:
    """One outcome says what to do; several say that it depends, with every shape."""
    verb = law.body.words.actions["notify_release"].verb
    assert answer(["prohibited"], "notify_release", law.body) == ("▲", f"Do not {verb}", "prohibited")
    assert answer(["required"], "notify_release", law.body)[:2] == ("■", f"You must {verb}")
    assert answer(["permitted"], "notify_release", law.body)[:2] == ("●", f"You may {verb}")
    assert answer(["not_addressed"], "notify_release", law.body)[1].startswith("Nothing we read forbids or requires it")
    assert answer(["not_addressed", "prohibited"], "notify_release", law.body)[0] == "◆"
    assert shapes(["not_addressed", "prohibited"]) == "▲○"
    assert outcome_words(["not_addressed", "prohibited"]) == "forbidden or not addressed"
    assert ordered(["contested", "required"]) == ["required", "contested"]


def test_a_federal_officers_act_is_not_put_to_the_agency(law: Law) -> None:
    """What a federal officer may not do is not said as an order to the agency."""
    assert answer(["prohibited"], "courthouse_arrest", law.body)[1].startswith("Federal officers may not ")


TOWN = """
place: us/xx/some-town
name: Some Town
kind: town
timezone: America/New_York
survey: []
"""
RULE = """
instrument: notice-rule
at: us/xx/some-town
authority: ordinance
provisions: [{id: no-notice, action: notify_release, modality: must_not}]
"""


def test_places_and_agencies_have_names(tmp_path: Path) -> None:
    """A place without a file is named after its path, and an id is never shown for a kind of agency."""
    law = example(tmp_path, TOWN, RULE)
    assert place_name("us/xx/other-town", law.body) == "Other Town"
    assert place_words("us/xx/some-town", law.body) == "Some Town, Exampleland"
    assert "other-town" not in own_rules("us/xx/other-town", law.body)
    assert kinds_words(["jail"], law.body) == law.body.words.agencies["jail"].says
    assert source_words("us/xx/some-town:notice-rule/no-notice", law.body) == "Some Town ordinance"


def test_a_list_in_a_sentence_has_its_last_word_apart() -> None:
    """None is nothing, one is itself."""
    assert [listed(w) for w in ([], ["a"], ["a", "b", "c"])] == ["", "a", "a, b and c"]
