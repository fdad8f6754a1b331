"""Every act of law is there once: what any agency meets anywhere on any day is among them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.example_law import example

from comity.analysis.acts import Act, acts_of, agencies_at, instruments_at, places_of
from comity.engine.compile import Compiled
from comity.engine.encounter import Encounter
from comity.engine.slices import Slices
from comity.law.selector import Who
from comity.vocabulary.errors import LawError, Problem

ACTION = "hold_on_detainer"
ACT = """
instrument: act
history:
  - {event: effective, on: 2020-01-01, source: s1, recorded: 2020-01-01}
  - {event: repealed, on: 2024-01-01, source: s1, recorded: 2024-01-01}
provisions:
  - {id: ban, modality: must_not, when: release_due}
  - {id: copy, modality: must, duty: {what: copy_of_request, to: [person]}}
"""
TOWN = """
instrument: rule
at: us/xx/some-town
provisions:
  - {id: order, binds: [police_municipal], modality: must, when: minor}
"""
CIRCLE = """
instrument: circle
provisions:
  - {id: one, modality: must, despite: ["us/xx:circle/two"]}
  - {id: two, modality: must_not, despite: ["us/xx:circle/one"]}
"""
BILL = """
bill: bill
provisions:
  - {id: order, modality: must, when: minor, despite: ["us/xx:act/ban"]}
"""


def said(acts: list[Act]) -> set[tuple[str | None, tuple[str, ...]]]:
    """Return each act's duty with the provisions in it."""
    return {(a.duty, tuple(sorted(b.provision.id for b in a.compiled.act if b.provision.place != ""))) for a in acts}


def same(compiled: Compiled) -> tuple[object, ...]:
    """Return what an act makes of every situation, in a form in which equal law is equal."""
    store = compiled.store

    def walk(n: int) -> object:
        if n < 0:
            return store.value(n)
        cells = compiled.variables[store.var[n]]
        return (cells.fact, cells.members, cells.cuts, tuple(walk(kid) for kid in store.kids[n]))

    return (tuple(b.provision.id for b in compiled.act), walk(compiled.plain))


def test_a_law_without_rules_has_acts_of_silence_only(tmp_path: Path) -> None:
    """Where nothing speaks there are acts all the same, and no provision in any."""
    slices = example(tmp_path).slices
    acts = acts_of(slices, actions=[ACTION])
    assert acts
    assert {b.provision.instrument for a in acts for b in a.compiled.act} <= {"own-rule"}


def test_an_act_is_there_once(tmp_path: Path) -> None:
    """No two acts are the same compiled law, and each says of how many agencies and spans it is the law."""
    acts = acts_of(example(tmp_path, ACT, TOWN).slices)
    assert len({id(a.compiled) for a in acts}) == len(acts)
    silent = [a for a in acts if a.action == "train" and not a.compiled.act]
    assert max(a.shared for a in silent) > 1


def test_the_days_between_changes_are_one(tmp_path: Path) -> None:
    """A law that came and went gives an act before, one while it was in force, and duties only then."""
    slices = example(tmp_path, ACT).slices
    acts = [a for a in acts_of(slices, places=["us/xx"], actions=[ACTION]) if a.who.kinds == {"jail"}]
    with_ban = [a for a in acts if a.duty is None and "us/xx:act/ban" in {b.provision.id for b in a.compiled.act}]
    assert [a.on for a in with_ban] == [date(2020, 1, 1)]
    assert {a.on for a in acts if a.duty == "copy_of_request"} == {date(2020, 1, 1)}


def test_only_the_latest_law_or_only_some_days(tmp_path: Path) -> None:
    """With `latest` the repealed act is gone; with `days` only the law of those days is there."""
    slices = example(tmp_path, ACT).slices
    only = {"places": ["us/xx"], "actions": [ACTION]}
    ban = (None, ("us/xx:act/ban",))
    assert ban not in said(acts_of(slices, latest=True, **only))  # type: ignore[arg-type] # plain words
    assert ban in said(acts_of(slices, days=[date(2022, 5, 5)], **only))  # type: ignore[arg-type] # plain words
    assert ban not in said(acts_of(slices, days=[date(2019, 5, 5)], **only))  # type: ignore[arg-type] # plain words


def test_a_town_with_a_rule_of_its_own_has_its_own_act(tmp_path: Path) -> None:
    """The town's rule is in the act of its police, and in no act of a town nobody described."""
    acts = acts_of(example(tmp_path, TOWN).slices, actions=[ACTION])
    holding = [a for a in acts if "us/xx/some-town:rule/order" in {b.provision.id for b in a.compiled.act}]
    assert {a.who.place for a in holding} == {"us/xx/some-town"}


def test_a_bill_laid_over_is_in_the_acts(tmp_path: Path) -> None:
    """With an overlay, its provisions are in play; without it, they are not."""
    slices = example(tmp_path, ACT, BILL).slices
    name = "us/xx:bill/order"
    laid = acts_of(slices, actions=[ACTION], overlays=("us/xx:bill",))
    assert any(name in {b.provision.id for b in a.compiled.act} for a in laid)
    assert not any(name in {b.provision.id for b in a.compiled.act} for a in acts_of(slices, actions=[ACTION]))


def test_a_circle_is_noted_and_the_rest_goes_on(tmp_path: Path) -> None:
    """An act that cannot be compiled is raised, or noted and left out where the caller wants to go on."""
    slices = example(tmp_path, CIRCLE).slices
    with pytest.raises(LawError, match="defeat one another"):
        acts_of(slices, actions=[ACTION])
    wrong: list[Problem] = []
    acts = acts_of(slices, actions=[ACTION], wrong=wrong)
    assert acts
    assert all("`us/xx:circle/one`, `us/xx:circle/two` defeat one another" in p.what for p in wrong)
    assert wrong


def test_the_places_are_those_that_can_differ(slices: Slices) -> None:
    """A described place, a town nobody described below each state, and a state nobody described are among them."""
    places = places_of(slices.body)
    assert set(slices.body.places) <= set(places)
    strangers = [p for p in places if p not in slices.body.places]
    assert any(p.count("/") == 1 for p in strangers)
    assert {p.rsplit("/", 1)[0] for p in strangers if p.count("/") > 1} >= {
        p for p in slices.body.places if p.count("/") == 1
    }
    assert instruments_at(slices.body, "us")


def test_what_any_agency_meets_is_among_the_acts_of_the_real_law(slices: Slices) -> None:
    """Drawn at random: a place, an agency, a day and an action come out as one of the acts does in every situation."""
    draw = random.Random(1)
    body = slices.body
    actions = draw.sample(sorted(body.words.actions), 5)
    acts: dict[str, set[tuple[object, ...]]] = {}
    for a in acts_of(slices, actions=actions):
        acts.setdefault(f"{a.action} {a.duty}", set()).add(same(a.compiled))
    places = [*body.places, "us/ma/nowhere", "us/wy", "us/wy/nowhere"]
    met = 0
    for _ in range(400):
        who = draw.choice(list(agencies_at(body, draw.choice(places))))
        on = draw.choice(slices.change_days) + timedelta(days=draw.choice([-1, 0, 1]))
        action = draw.choice(actions)
        play = slices.play(Encounter(Who(who.place, who.kinds, who.agency_id), on), action)
        for duty in (None, *slices.duties(play)):
            met += 1
            assert same(slices.compiled(play, duty)) in acts[f"{action} {duty}"], (who, on, action, duty)
    assert met >= 400
