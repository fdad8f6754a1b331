"""The interview asks place, agency, day and action, then the fewest questions, and says why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.example_law import example

from comity import Law
from comity.cli.interview import interview, listed
from comity.condition import tree

TODAY = date(2026, 3, 2)
BEFORE_2020 = tree.Test("a", "<", (date(2020, 1, 2).toordinal(),))


def talk(law: Law, *answers: str, strict: bool = False, actions: tuple[str, ...] = ()) -> tuple[dict[str, Any], str]:
    """Return the encounter that the answers lead to, and all that was said."""
    said: list[str] = []
    left = iter(answers)

    def ask(prompt: str) -> str:
        answer = next(left)
        said.append(f"{prompt}{answer}")
        return answer

    found = interview(law, ask, said.append, strict=strict, actions=actions, today=TODAY)
    assert list(left) == [], "answers were left over"
    return found, " ".join(" ".join(said).split())


def test_an_act_on_which_nothing_speaks_needs_no_question(law: Law) -> None:
    """Place, agency, day and action are enough where no fact can change the answer."""
    found, said = talk(law, "us/xx", "school", "", "train")
    assert found == {"place": "us/xx", "agency": ["school"], "on": "2026-03-02", "facts": {}, "actions": ["train"]}
    assert "Question" not in said


def test_each_question_says_why_and_offers_not_to_know(law: Law) -> None:
    """The reason for asking and "I don't know" stand with every question."""
    _, said = talk(law, "us/xx", "jail", "2026-03-02", "hold_on_detainer", "no")
    assert said.count("Question") == said.count("Why: the answer decides") == said.count("I don't know") == 1


def test_the_fewest_questions_are_asked(law: Law) -> None:
    """Once the answer is settled under the presumptions nothing more is asked."""
    found, _ = talk(law, "us/xx", "jail", "", "hold_on_detainer", "no")
    assert found["facts"] == {"written_request": "no"}


def test_strict_asks_what_would_only_confirm_a_presumption(law: Law) -> None:
    """With strict a place whose own rules nobody read leads to the question about them."""
    begin = ("us/xx/other-town", "city_agency", "", "train")
    assert talk(law, *begin)[0]["facts"] == {}
    assert talk(law, *begin, "forbids", strict=True)[0]["facts"] == {"own_rule.train": "forbids"}


def test_not_knowing_is_taken_and_the_fact_left_out(law: Law) -> None:
    """A fact the person does not know stays unknown and is not asked again."""
    found, said = talk(law, "us/xx/some-town", "police_municipal", "", "notify_release", "?", "?")
    assert found["facts"] == {}
    assert said.count("Question") == 2


def test_back_undoes_the_last_answer(law: Law) -> None:
    """Back works at every step, and at the first says that it is the first."""
    found, said = talk(
        law, "back", "us/xx", "back", "us/xx", "court", "back", "jail", "", "back", "2026-01-05",
        "hold_on_detainer", "yes", "back", "no",
    )  # fmt: skip
    assert "This is the first question." in said
    assert (found["agency"], found["on"], found["facts"]) == (["jail"], "2026-01-05", {"written_request": "no"})


def test_an_answer_may_be_a_number_a_name_or_part_of_one(law: Law) -> None:
    """A place by its name, a choice by number or a part that only one has; what was taken is shown."""
    found, said = talk(law, "Some Town", "1", "", "tell ICE when", "no")
    assert (found["place"], found["agency"], found["actions"]) == (
        "us/xx/some-town",
        ["police_municipal"],
        ["notify_release"],
    )
    assert "Taken: tell ICE when" in said


def test_a_wrong_answer_is_asked_again_with_the_nearest(law: Law) -> None:
    """Unknown words, impossible days and numbers out of range each get a hint and another try."""
    _, said = talk(
        law,
        "Sum Town",
        "us/xx",
        "jale",
        "99",
        "jail",
        "2026-02-30",
        "",
        "hold_on_detaner",
        "hold_on_detainer",
        "",
        "no",
    )
    assert "did you mean `some town`?" in said
    assert "did you mean `jail`?" in said
    assert "not a day of the calendar" in said
    assert "did you mean `hold_on_detainer`?" in said
    assert "Please answer" in said


def test_a_place_without_a_file_is_taken_and_said_to_be_one(law: Law) -> None:
    """It is decided from the places above, and a near one that has a file is named."""
    found, said = talk(law, "us/xx/sometown", "school", "", "train")
    assert found["place"] == "us/xx/sometown"
    assert "No file describes Sometown" in said
    assert "us/xx/some-town" in said


def test_actions_given_are_not_asked(law: Law) -> None:
    """An action from the command line skips its question."""
    found, said = talk(law, "us/xx", "jail", "", "no", actions=("hold_on_detainer",))
    assert found["actions"] == ["hold_on_detainer"]
    assert "What is asked" not in said


def test_several_actions_are_asked_about_together(tmp_path: Path) -> None:
    """The fact that two actions share is asked first, and the reason names both; then what is left of each."""
    law = example(
        tmp_path,
        """
        instrument: act
        provisions:
          - {id: hold, modality: must_not, when: minor and written_request}
          - {id: notice, modality: must_not, action: notify_release, when: paper_complete and written_request}
        """,
    )
    both = ("hold_on_detainer", "notify_release")
    hold, notify = (law.body.words.actions[a].verb for a in both)
    found, said = talk(law, "us/xx", "jail", "", "no", actions=both)
    assert (found["actions"], found["facts"]) == (list(both), {"written_request": "no"})
    assert f"Question 1, at most 2 more. {law.body.facts['written_request'].question}" in said
    assert f"Why: the answer decides whether the law lets the agency {hold} or {notify}." in said
    found, said = talk(law, "us/xx", "jail", "", "yes", "no", "?", actions=both)
    assert found["facts"] == {"written_request": "yes", "paper_complete": "no"}
    assert f"Why: the answer decides whether the law lets the agency {notify}." in said
    assert f"Why: the answer decides whether the law lets the agency {hold}." in said


@pytest.mark.parametrize("many", [1, 2, 3])
def test_acts_are_listed_with_the_last_after_or(many: int) -> None:
    """One stands alone."""
    assert listed(["a", "b", "c"][:many]) == ["a", "a or b", "a, b or c"][many - 1]
