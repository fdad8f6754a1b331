"""A policy is held against the law of the day, pair by pair, with the rules of both sides."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from tests.example_law import ACTION, DAY, example

from comity.analysis.policy import PolicyFinding, check_policy, kind_of
from comity.law.reading.policy_file import read_policy
from comity.vocabulary.errors import LawError
from comity.vocabulary.modality import Outcome

HEAD = """
instrument: manual
title: A manual
cite: Manual
authority: agency_policy
history: [{event: effective, on: 2000-01-01, source: s1, recorded: 2020-01-01}]
sources: {s1: {url: "https://example.org/manual", read: primary, on: 2026-11-24}}
"""


def manual(folder: Path, *modalities: str, when: str = "", binds: str = "jail") -> Path:
    """Write a policy of one provision per modality; of none, one that speaks on another act."""
    text = HEAD + "provisions:\n"
    for i, word in enumerate(modalities or ("may",)):
        action = ACTION if modalities else "inquire_status"
        text += (f"  - {{id: p{i}, action: {action}, modality: {word}, binds: [{binds}], says: It., cite: Manual p{i}, "
                 f"evidence: primary{when}}}\n")  # fmt: skip
    path = folder / "manual.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def found(folder: Path, law: str, *policy: str, when: str = "") -> list[PolicyFinding]:
    """Return the findings on the action under a law of these provisions."""
    body = example(folder / "law", f"instrument: act\nprovisions:\n{law}").body
    read = read_policy(manual(folder, *policy, when=when), "us/xx", body)
    return [f for f in check_policy(read, body, date.fromisoformat(DAY)) if f.action == ACTION and f.duty is None]


@pytest.mark.parametrize(
    ("law", "policy", "kind"),
    [
        ("must", "must_not", "contradicts"),
        ("must_not", "must", "contradicts"),
        ("must_not", "may", "looser"),
        ("must", "may", "looser"),
        ("may", "must_not", "stricter"),
        ("may", "must", "stricter"),
        ("must", None, "missing a duty"),
        ("must_not", None, "silent on a ban"),
        ("must", "must", "agrees"),
    ],
)
def test_each_pair_has_its_class_and_both_rules(tmp_path: Path, law: str, policy: str | None, kind: str) -> None:
    """A law and a policy without conditions make one pair, with the rule of each side."""
    (one,) = found(tmp_path, f"  - {{id: rule, modality: {law}}}", *([policy] if policy else []))
    assert (one.kind, one.share) == (kind, 1)
    assert [p.id for p in one.law_rules] == ["us/xx:act/rule"]
    assert [p.id for p in one.policy_rules] == (["us/xx:manual/p0"] if policy else [])
    assert one.witness is not None


def test_law_that_contradicts_itself_is_no_finding_against_the_policy(tmp_path: Path) -> None:
    """Where rules of the law conflict, the law is not settled, whatever the policy says."""
    law = "  - {id: a, modality: must}\n  - {id: b, modality: must_not}"
    (one,) = found(tmp_path, law, "must_not")
    assert one.kind == "the law is not settled"
    assert {p.id for p in one.law_rules} == {"us/xx:act/a", "us/xx:act/b"}


def test_a_policy_that_contradicts_itself_is_unclear(tmp_path: Path) -> None:
    """Where the policy's own rules conflict, the policy is unclear and the law's rule is named."""
    (one,) = found(tmp_path, "  - {id: rule, modality: must}", "must", "must_not")
    assert one.kind == "the policy is unclear"
    assert [p.id for p in one.law_rules] == ["us/xx:act/rule"]


def test_shares_are_those_of_every_complete_situation(tmp_path: Path) -> None:
    """With a condition on each side, the pairs and shares are those counted one by one by hand."""
    law = "  - {id: rule, modality: must_not, when: release_due}"
    pairs = {(f.law, f.policy): f.share for f in found(tmp_path, law, "must", when=", when: crime_suspected")}
    silent = frozenset({Outcome.NOT_ADDRESSED})
    counted = {}
    for release, crime in product((True, False), repeat=2):
        one = frozenset({Outcome.PROHIBITED}) if release else silent
        other = frozenset({Outcome.REQUIRED}) if crime else silent
        if (one, other) != (silent, silent):
            counted[one, other] = 1 / 4
    assert pairs == counted


def test_every_error_of_a_policy_is_told_at_once(tmp_path: Path) -> None:
    """A wrong authority and an unknown agency are both told, with their lines."""
    body = example(tmp_path / "law").body
    path = manual(tmp_path, "must", binds="jale")
    path.write_text(path.read_text(encoding="utf-8").replace("agency_policy", "statute"), encoding="utf-8")
    with pytest.raises(LawError) as wrong:
        read_policy(path, "us/xx", body)
    said = "\n".join(str(p) for p in wrong.value.problems)
    assert "`authority: statute`" in said
    assert "`jale`" in said


def test_no_pair_is_without_a_class() -> None:
    """Every outcome of the law beside every outcome of the policy has a class."""
    assert all(kind_of(frozenset({a}), frozenset({b})) for a, b in product(Outcome, repeat=2))
