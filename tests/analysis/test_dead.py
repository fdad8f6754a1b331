"""Law that never makes a difference, and law that only looks so."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example_law import example

from comity.analysis.acts import acts_of
from comity.analysis.checks import acting_law
from comity.analysis.dead import Dead, dead, problem_of

BAN = """
instrument: ban
provisions:
  - {id: no-hold, modality: must_not%s}
"""
STATUTE = """
instrument: act
provisions:
  - {id: rule, modality: %s}
"""


def found(folder: Path, *texts: str) -> list[Dead]:
    law = example(folder, *texts)
    held = [p for i in law.body.instruments.values() for p in i.provisions]
    return dead(acts_of(law.slices), held)


def told(folder: Path, *texts: str) -> list[str]:
    return [str(problem_of(d)) for d in found(folder, *texts) if not d.said_twice]


def ban(more: str = "") -> str:
    return BAN % (f", {more}" if more else "")


def act(rule: str) -> str:
    return STATUTE % rule


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([ban(), act("may, when: minor, despite: ['us/xx:ban/no-hold']")], id="it decides"),
        pytest.param([ban(), act("exempts, when: minor, exempts: ['us/xx:ban/no-hold']")], id="it lifts"),
        pytest.param([ban(), act("asks")], id="it asks"),
        pytest.param([ban(), act("bars_limits")], id="it bars limits"),
        pytest.param(
            [ban(), act("must_not").replace("instrument: act", "instrument: act\nforce: advisory")], id="advice"
        ),
        pytest.param([ban(), act("lacks_power")], id="beside another of its kind"),
        pytest.param([ban(), act("must, duty: {what: copy_of_request}")], id="a duty"),
        pytest.param([ban("unless: minor")], id="an exception that counts"),
        pytest.param([ban("when: minor or release_due")], id="alternatives that count"),
        pytest.param([ban("when: \"request_form in ['I-200', 'I-205']\"")], id="members that count"),
        pytest.param(
            [
                ban("history: [{event: effective, on: 2020-01-01, source: s1, recorded: 2020-01-01}]"),
                act("may, subject_to: ['us/xx:ban/no-hold']"),
            ],
            id="it decided before the ban came",
        ),
    ],
)
def test_what_has_its_part_is_not_dead(tmp_path: Path, texts: list[str]) -> None:
    """In some situation, at some agency, on some day."""
    assert told(tmp_path, *texts) == []


def test_a_rule_that_always_yields_is_dead_and_what_comes_before_it_is_named(tmp_path: Path) -> None:
    """Both with file and line; the check refuses it."""
    texts = [ban(), act("may, when: minor, subject_to: ['us/xx:ban/no-hold']")]
    (message,) = told(tmp_path, *texts)
    assert "act.yaml:" in message.split(": ", 1)[0]
    assert "`us/xx:act/rule` is dead: it always comes after `us/xx:ban/no-hold` (" in message
    assert "ban.yaml:" in message
    assert message in [str(p) for p in acting_law(example(tmp_path, *texts).slices)]


def test_a_permission_that_always_stands_beside_a_ban_is_dead(tmp_path: Path) -> None:
    """Nothing defeats it, and it never decides."""
    (message,) = told(tmp_path, ban(), act("may, beside: ['us/xx:ban/no-hold']"))
    assert "always comes after `us/xx:ban/no-hold`" in message


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param("must_not, when: minor and not minor", id="no situation"),
        pytest.param(
            "must_not, when: \"request_form == 'I-200' and paper_issuer == 'article_iii_judge'\"", id="by a constraint"
        ),
        pytest.param("must_not, binds: {agency_ids: [us/xx/nobody]}", id="no agency"),
        pytest.param("exempts, exempts: ['us/xx:ban/no-hold'], binds: [court]", id="nothing to lift"),
    ],
)
def test_a_rule_that_never_applies_or_has_nothing_to_lift_is_dead(tmp_path: Path, rule: str) -> None:
    """No situation meets its condition, no agency is bound by it, or what it would lift binds others."""
    (message,) = told(tmp_path, ban(), act(rule))
    assert "`us/xx:act/rule` is dead: it " in message


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ("when: minor, unless: not minor and release_due", "the exception `not minor and release due`"),
        ("when: release_due or (release_due and minor)", "the alternative `release due and minor`"),
        (
            "when: \"minor and request_form in ['none', 'I-200'] and request_form == 'none'\"",
            "the member of a list `request form is I-200`",
        ),
    ],
)
def test_a_part_that_never_makes_a_difference_is_told(tmp_path: Path, more: str, part: str) -> None:
    """By its words; the provision itself is alive, and what lies inside the part is not told again."""
    (message,) = told(tmp_path, ban(more))
    assert f"{part} of `us/xx:ban/no-hold` never makes a difference; leave it out, or mend it" in message


def test_an_exception_that_another_rule_says_too_is_said_twice_and_no_fault(tmp_path: Path) -> None:
    """A text may say again what another part of it says; the check passes."""
    texts = [ban("unless: minor"), act("exempts, when: minor or victim_or_witness, exempts: ['us/xx:ban/no-hold']")]
    (twice,) = found(tmp_path, *texts)
    assert (twice.said_twice, [p.id for p in twice.over]) == (True, ["us/xx:act/rule"])
    assert "matters only where `us/xx:act/rule` (" in str(problem_of(twice))
    assert acting_law(example(tmp_path, *texts).slices) == []


def test_a_phrase_that_several_rules_share_is_judged_in_all_of_them(tmp_path: Path) -> None:
    """A definition may hold an alternative that one of its rules has no use for."""
    shared = "(minor or victim_or_witness)"
    one = ban(f"when: minor and {shared}")
    other = act(f"must_not, action: share_status, when: {shared}")
    assert len(told(tmp_path / "a", one)) == 1
    assert told(tmp_path / "b", one, other) == []
