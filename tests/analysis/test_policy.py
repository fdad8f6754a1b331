"""A policy is held against the law of the day, pair by pair, with the rules of both sides."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import product
from math import prod
from pathlib import Path

import pytest
from tests.engine import oracle, small_law
from tests.example_law import ACTION, DAY, example, real_body

from comity.analysis.policy import PolicyFinding, check_policy, kind_of
from comity.engine.encounter import Encounter
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.instrument import Instrument
from comity.law.place import SurveyRow
from comity.law.reading.policy_file import read_policy
from comity.law.selector import Selector, Who
from comity.vocabulary.errors import LawError
from comity.vocabulary.modality import Modality, Outcome

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
        ("must_not", None, "says nothing"),
        ("may", None, "says nothing"),
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


def test_a_limit_that_the_law_bars_contradicts_it(tmp_path: Path) -> None:
    """The law requires nothing and leaves no room for a ban: the ban is a contradiction, and the bar is named."""
    law = "  - {id: bar, modality: bars_limits, of: {authority: [agency_policy, ordinance], place: same}}"
    (one,) = found(tmp_path, law, "must_not")
    assert (one.kind, one.short) == ("contradicts", True)
    assert [p.id for p in one.law_rules] == ["us/xx:act/bar"]


def test_advice_gives_way_to_the_agencys_own_rule(tmp_path: Path) -> None:
    """What only an advisory instrument says binds nobody, so the policy does not fall short of it."""
    body = example(tmp_path / "law", "instrument: act\nforce: advisory\nprovisions: [{id: a, modality: must_not}]").body
    read = read_policy(manual(tmp_path, "must"), "us/xx", body)
    (one,) = [f for f in check_policy(read, body, date.fromisoformat(DAY)) if f.action == ACTION]
    assert (one.kind, one.short) == ("the law gives way", False)


def test_a_policy_cannot_say_that_the_law_yields_to_it(tmp_path: Path) -> None:
    """A target in the policy that reaches a provision of the law has no effect on the class."""
    body = example(tmp_path / "law", "instrument: act\nprovisions: [{id: ban, modality: must_not}]").body
    path = manual(tmp_path, "must", when=', despite: ["us/xx:act/ban"]')
    (one,) = [f for f in check_policy(read_policy(path, "us/xx", body), body, date.fromisoformat(DAY))
              if f.action == ACTION]  # fmt: skip
    assert one.kind == "contradicts"


def test_what_arises_only_where_a_presumption_fails_is_marked(tmp_path: Path) -> None:
    """A ban that needs a fact presumed to be otherwise leaves the policy in line with the law as long as it holds."""
    law = "  - {id: rule, modality: must_not, when: detainer_rescinded}"
    presumed = real_body().facts["detainer_rescinded"].presumption
    assert presumed in {"yes", "no"}
    both = {f.kind: f for f in found(tmp_path, law, "must")}
    assert both["contradicts"].usual is (presumed == "yes")
    assert both["stricter"].usual is (presumed == "no")
    assert both["contradicts"].witness is not None
    assert both["contradicts"].witness["facts"] == {"detainer_rescinded": True}


def manual_of(seed: int) -> Instrument:
    """Return a small manual of the town's jail, its rules drawn at random."""
    rng = random.Random(seed)
    name = "us/xx/town:manual"
    rules = tuple(
        replace(
            small_law._provision(rng, n),
            id=f"{name}/rule-{n}", instrument=name, place="us/xx/town", advisory=False, authority="agency_policy",
            modality=rng.choice((Modality.MUST, Modality.MUST_NOT, Modality.MAY)), history=(), gate=None, attacks=(),
            yields_to=(), binds=Selector(frozenset({"jail"})),
        )
        for n in range(rng.randint(1, 3))
    )  # fmt: skip
    return Instrument(
        name, "us/xx/town", name, name, "agency_policy", advisory=False, purpose="", history=(), provisions=rules,
        open_points=(), derived=(), remedies=(), hypotheticals=(), sources={},
    )  # fmt: skip


def by_brute_force(policy: Instrument, body: Body, action: str, duty: str | None) -> set[tuple[str, ...]] | None:
    """Return (law, policy, class) of every complete situation, each alone; None where they are too many."""
    row = SurveyRow(frozenset(), frozenset(), own_read=True, read="", on=small_law.DAY, reaches=small_law.DAY,
                    reviewed_by="none")  # fmt: skip
    town = body.places.get(policy.place) or replace(
        body.places["us"], id=policy.place, canons=(), closing=(), survey=()
    )
    town = replace(town, survey=tuple(replace(r, own_read=True) for r in town.survey) or (row,))
    law = replace(body, places={**body.places, policy.place: town})
    mute = {n: replace(i, provisions=()) for n, i in law.instruments.items()}
    bare = {n: replace(p, canons=(), closing=(), survey=(row,)) for n, p in law.places.items()}
    bodies = (law, replace(law, places=bare, instruments={**mute, policy.id: policy}),
              replace(law, instruments={**law.instruments, policy.id: policy}))  # fmt: skip
    who = Who(policy.place, frozenset({"jail"}))
    acts = [oracle.act_of(b, Slices(b).play(Encounter(who, small_law.DAY), action), duty) for b in bodies]
    names = sorted({f for a in acts for f in a.facts if not f.startswith("reading:")})
    free = sorted({f for a in acts for f in a.facts if f.startswith("reading:")})
    values = [sorted({v for a in acts if f in a.facts for v in oracle.raw_values(a, body, f)}, key=str) for f in names]
    if prod(map(len, values)) > 600:
        return None
    found = set()
    for at in product(*values):
        came: list[set[Outcome]] = [set(), set(), set()]
        for readings in product(*(body.facts[f].options() for f in free)):
            whole = dict(zip((*names, *free), (*at, *readings), strict=True))
            try:
                verdicts = [oracle.verdict(a, b, whole) for a, b in zip(acts, bodies, strict=True)]
            except RecursionError:
                return None  # a cycle that a third provision breaks: plain recursion does not end
            for outcomes, verdict in zip(came, verdicts, strict=True):
                if verdict:
                    outcomes.add(Outcome(verdict))
        if all(came):
            one, other, both = (frozenset(c) for c in came)
            found.add((str(sorted(one)), str(sorted(other)), kind_of(one, other, both)))
    return found


def test_on_random_small_law_the_classes_are_those_of_every_situation() -> None:
    """Exactness: pair by pair the same (law, policy, class) as going through every complete situation one by one."""
    compared = 0
    kinds: Counter[str] = Counter()
    for seed in range(150):
        body, policy = small_law.body_of(seed), manual_of(seed)
        law = replace(body, digest=f"small law {seed}")
        try:
            findings = check_policy(policy, law, small_law.DAY)
        except LawError:
            continue
        for action, duty in product(small_law.ACTIONS, (None, "copy")):
            truth = by_brute_force(policy, law, action, duty)
            if truth is None:
                continue
            silent = "[<Outcome.NOT_ADDRESSED: 'not_addressed'>]"
            engine = {(str(sorted(f.law)), str(sorted(f.policy)), f.kind)
                      for f in findings if (f.action, f.duty) == (action, duty)}  # fmt: skip
            assert engine == {t for t in truth if t[:2] != (silent, silent)}, f"seed {seed}: {action}, {duty}"
            compared += 1
            kinds.update(kind for _, _, kind in engine)
    assert compared > 100
    assert {"contradicts", "looser", "missing a duty", "says nothing", "stricter", "agrees"} <= kinds.keys()


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
