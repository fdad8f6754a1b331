"""Distinct situations are decided once."""

from __future__ import annotations

from comity.audit.run import Audit


def test_rows_that_the_law_does_not_tell_apart_share_a_situation(found: Audit) -> None:
    """Two rows with the same known facts on days of the same law have one number."""
    holds = found.findings.filter((found.findings["action"] == "hold_on_detainer") & found.findings["duty"].is_null())
    numbers = dict(zip(holds["row"], holds["situation"], strict=True))
    assert numbers[1] == numbers[2] == numbers[3]
    assert numbers[4] != numbers[1]


def test_a_situation_says_what_it_turns_on_and_what_was_presumed(found: Audit) -> None:
    """Only presumptions that matter are listed."""
    line = found.findings.filter((found.findings["row"] == 5) & (found.findings["action"] == "notify_release"))
    situation = found.situations[line["situation"][0]]
    assert situation.turns_on == ("release_due",)
    assert situation.assumed == {"release_due": "yes"}


def test_the_number_of_distinct_situations_is_kept_per_action(found: Audit) -> None:
    """It is part of the summary."""
    assert set(found.distinct) == set(found.actions)
    assert all(count >= 1 for count in found.distinct.values())
