"""Two laws differ where a situation comes out otherwise, and an encounter shows it; equal laws show nothing."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from tests.example_law import ACTION, example

from comity import InputError, Law
from comity.analysis.acts import agencies_at
from comity.analysis.differ import Side, differ, difference, difference_data, sentence, side_of
from comity.analysis.witness import over_readings
from comity.engine.alignment import align
from comity.engine.slices import Slices
from comity.law.selector import Who
from comity.vocabulary.modality import Outcome

JAIL = Who("us/xx", frozenset({"jail"}))
BEFORE, AFTER = date(2019, 6, 1), date(2021, 6, 1)
ACT = """
instrument: act
history:
  - {event: effective, on: 2020-01-01, source: s1, recorded: 2020-01-01}
provisions:
  - {id: ban, modality: must_not, when: release_due and minor}
  - {id: copy, modality: must, duty: {what: copy_of_request, to: [person]}, when: release_due}
"""
SAME = """
instrument: same
history:
  - {event: effective, on: 2021-01-01, source: s1, recorded: 2021-01-01}
provisions:
  - {id: again, modality: must_not, when: release_due and minor}
"""
BILL = """
bill: bill
provisions:
  - {id: order, modality: must, when: minor, despite: ["us/xx:act/ban"]}
"""
TOWN = """
instrument: rule
at: us/xx/some-town
provisions:
  - {id: leave, action: notify_release, modality: may, when: consent_written}
"""
OPEN = """
instrument: open
open_points:
  - id: power
    kind: undecided
    question: Is there power?
    readings: {none: {says: No.}, some: {says: Yes.}}
    settled: [{reading: none, in: {}, from: 2020-01-01, by: Example v. Example}]
provisions:
  - {id: no-power, modality: lacks_power, when: "reading('power') == 'none'"}
"""


def sides(law: Law, before: date = BEFORE, after: date = AFTER) -> tuple[Side, Side]:
    return Side(law.slices, JAIL, before), Side(law.slices, JAIL, after)


def test_the_law_of_one_side_does_not_differ_from_itself(tmp_path: Path) -> None:
    """One agency on one day, or on two between which nothing changes, is equal on every act."""
    law = example(tmp_path, ACT)
    assert differ(*sides(law, AFTER, AFTER)) == []
    assert differ(*sides(law, AFTER, date(2026, 1, 1))) == []


def test_another_provision_that_says_the_same_is_no_difference(tmp_path: Path) -> None:
    """A second ban of the same thing changes no outcome, so that the two days are equal."""
    law = example(tmp_path, ACT, SAME)
    assert differ(*sides(law, date(2020, 6, 1), AFTER)) == []


def test_a_change_of_law_has_share_witness_day_and_provision(tmp_path: Path) -> None:
    """Of four situations one changes; the encounter gives both facts, and the sentence says since when and why."""
    law = example(tmp_path, ACT)
    a, b = sides(law)
    found, duty = differ(a, b)
    silent, banned = frozenset({Outcome.NOT_ADDRESSED}), frozenset({Outcome.PROHIBITED})
    assert (found.action, found.duty, found.share) == (ACTION, None, Fraction(1, 4))
    assert found.pairs == {(silent, silent): Fraction(3, 4), (silent, banned): Fraction(1, 4)}
    assert found.came == (silent, banned)
    assert found.first is not None
    assert found.second is not None
    assert found.first["facts"] == found.second["facts"] == {"release_due": True, "minor": True}
    assert (found.first["on"], found.second["on"], found.since) == ("2019-06-01", "2021-06-01", date(2020, 1, 1))
    assert [(c.provision.id, c.side) for c in found.causes] == [("us/xx:act/ban", "second")]
    assert sentence(found, a, b) == (
        "From 2020-01-01, to hold the person past release for an immigration detainer turns from not addressed into "
        "prohibited where `release_due` is yes and `minor` is yes, because of us/xx:act/ban (Example act, ban)."
    )
    assert (duty.duty, duty.share) == ("copy_of_request", Fraction(1, 2))
    assert [c.provision.id for c in duty.causes] == ["us/xx:act/copy"]


def test_law_that_goes_away_is_told_as_no_longer(tmp_path: Path) -> None:
    """Seen from after to before, the same provision makes the difference on the first side."""
    law = example(tmp_path, ACT)
    b, a = sides(law)
    found = differ(a, b)[0]
    assert [(c.provision.id, c.side) for c in found.causes] == [("us/xx:act/ban", "first")]
    assert found.since is None
    assert "because of no longer us/xx:act/ban" in sentence(found, a, b)


def test_a_bill_differs_from_the_law_it_is_laid_over(tmp_path: Path) -> None:
    """With the bill, what was prohibited is required: the sentence names the bill."""
    law = example(tmp_path, ACT, BILL)
    a = Side(law.slices, JAIL, AFTER)
    b = Side(law.slices, JAIL, AFTER, ("us/xx:bill",))
    (found,) = differ(a, b)
    assert found.share == Fraction(1, 2)
    assert "us/xx:bill/order" in {c.provision.id for c in found.causes}
    assert sentence(found, a, b).startswith("With us/xx:bill, to hold the person past release")


def test_two_places_are_named_and_unread_rules_count(tmp_path: Path) -> None:
    """Only the town's own permission parts it from its state; the state's other acts are equal."""
    town = "{place: us/xx/some-town, kind: town, survey: [{agencies: all, actions: all, own: read, read: all, on: 2026-01-01, reaches: 2026-01-01, reviewed_by: none}]}"  # noqa: E501 - one line of data
    law = example(tmp_path, TOWN, town)
    a = Side(law.slices, Who("us/xx", frozenset({"police_municipal"})), AFTER)
    b = Side(law.slices, Who("us/xx/some-town", frozenset({"police_municipal"})), AFTER)
    assert differ(a, b, ["notify_release"]) == []
    a = Side(law.slices, JAIL, AFTER)
    b = Side(law.slices, Who("us/xx/some-town", frozenset({"jail"})), AFTER)
    (found,) = differ(a, b)
    assert found.action == "notify_release"
    assert "is not addressed in us/xx and permitted in us/xx/some-town where" in sentence(found, a, b)


def test_an_open_point_settled_meanwhile_is_a_difference(tmp_path: Path) -> None:
    """Before the court spoke either might be so; after it, one: every situation changes and the point is named."""
    law = example(tmp_path, OPEN)
    (found,) = differ(*sides(law))
    assert found.share == 1
    assert found.came == (frozenset({Outcome.PROHIBITED, Outcome.NOT_ADDRESSED}), frozenset({Outcome.PROHIBITED}))
    assert found.open == ("us/xx:open/power",)
    assert [(c.provision.id, str(c.role)) for c in found.causes] == [("us/xx:open/no-power", "controls")]


def test_two_law_folders_are_compared_and_a_changed_provision_is_the_cause(tmp_path: Path) -> None:
    """The same provision with another condition makes the difference; plain data has its file and line."""
    old, new = example(tmp_path / "a", ACT), example(tmp_path / "b", ACT.replace("release_due and minor", "minor"))
    a, b = Side(old.slices, JAIL, AFTER), Side(new.slices, JAIL, AFTER)
    (found,) = differ(a, b)
    data = difference_data(found, a, b)
    assert data["share"] == "1/4"
    assert data["witness"]["first"]["facts"] == {"release_due": False, "minor": True}
    (cause,) = data["because"]
    assert cause["provision"] == "us/xx:act/ban"
    assert cause["path"].endswith("us/xx/act.yaml")
    assert cause["line"] == new.provision("us/xx:act/ban").line


def test_a_side_is_read_from_plain_data(tmp_path: Path) -> None:
    """Wrong words are named with the nearest right one."""
    law = example(tmp_path, ACT, BILL)
    data = {"place": "us/xx", "agency": "jail", "on": "2021-06-01", "overlays": ["us/xx:bill"]}
    assert side_of(data, law.slices) == Side(law.slices, JAIL, AFTER, ("us/xx:bill",))
    with pytest.raises(InputError, match="unknown bill `us/xx:bil`; did you mean `us/xx:bill`"):
        side_of({**data, "overlays": ["us/xx:bil"]}, law.slices)
    with pytest.raises(InputError, match="unknown agency `jial`; did you mean `jail`"):
        side_of({**data, "agency": "jial"}, law.slices)


def test_every_difference_of_the_real_law_is_shown_by_decisions(slices: Slices) -> None:
    """Pairs of sides drawn at random: each witness comes out on both sides as claimed, and equal acts never differ."""
    draw = random.Random(5)
    law = Law(slices.body)
    places = sorted(p for p in slices.body.places if "/" in p)
    shown = 0
    for _ in range(150):
        kind = frozenset({draw.choice(["jail", "police_municipal", "sheriff", "court", "school"])})
        a, b = (Side(slices, Who(draw.choice(places), kind), draw.choice(slices.change_days)) for _ in "ab")
        action = draw.choice(["hold_on_detainer", "notify_release", "transfer_custody", "share_status"])
        found = difference(a, b, action)
        if found is None:
            continue
        assert sum(found.pairs.values()) == 1
        assert found.first is not None
        assert found.second is not None
        for data, came in zip((found.first, found.second), found.came, strict=True):
            assert law.decide(data)["actions"][action]["outcomes"] == sorted(map(str, came))
        shown += 1
    assert shown > 50


def test_a_difference_and_brute_force_agree_on_the_share(slices: Slices) -> None:
    """Every tuple of cells walked one by one gives the share that was counted on the diagrams."""
    who = next(w for w in agencies_at(slices.body, "us/ma/boston") if "police_municipal" in w.kinds)
    a, b = Side(slices, who, date(2014, 1, 1)), Side(slices, who, date(2026, 6, 1))
    found = difference(a, b, "notify_release")
    assert found is not None
    aligned = align([a.compiled("notify_release", None), b.compiled("notify_release", None)])
    sets = [over_readings(aligned.store, root, aligned.variables) for root in aligned.roots]
    both = changed = 0
    for cells in product(*(range(v.count) for v in aligned.variables)):
        masks = [1 << c for c in cells]
        x, y = (aligned.store.value(next(iter(aligned.store.reach(root, masks)))) for root in sets)
        both += bool(x and y)
        changed += bool(x and y and x != y)
    assert found.share == Fraction(changed, both)
