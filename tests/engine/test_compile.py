"""From standing provisions to outcomes: the table row by row, constraints, disputes, and who controls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from comity.condition.parse import parse
from comity.condition.tree import ALWAYS, NEVER, All, Not
from comity.condition.tree import Any as AnyOf
from comity.condition.tree import Test as OneTest
from comity.engine.applicable import Bound, Play
from comity.engine.compile import BUCKETS, combine, compile_act, settle
from comity.engine.decision import encode, outcomes_of
from comity.engine.encounter import Encounter
from comity.engine.known import Values
from comity.engine.slices import Slices
from comity.law.place import Closing
from comity.vocabulary.errors import LawError
from comity.vocabulary.modality import Basis, Modality, Outcome
from tests.engine.small_law import ACTIONS, DAY, STORED, body_of, who
from tests.engine.test_yields import BODY, naming, rule

M, OUT, B = Modality, Outcome, Basis
PLAY = Play("hold", (), (), None, OUT.NOT_ADDRESSED, None, (), ())
CLOSING = Closing(frozenset({"hold"}), frozenset(), "prohibited", "Closed.", "s. 99")
TABLE: list[tuple[set[Modality], Outcome | None, set[Basis]]] = [
    (set(), None, set()),
    ({M.ASKS}, None, set()),
    ({M.BARS_LIMITS}, None, set()),
    ({M.EXEMPTS}, None, set()),
    ({M.ASKS, M.BARS_LIMITS, M.EXEMPTS}, None, set()),
    ({M.MAY}, OUT.PERMITTED, set()),
    ({M.MAY, M.ASKS}, OUT.PERMITTED, set()),
    ({M.MUST}, OUT.REQUIRED, set()),
    ({M.MUST, M.MAY}, OUT.REQUIRED, set()),
    ({M.MUST_NOT}, OUT.PROHIBITED, {B.FORBIDDEN}),
    ({M.LACKS_POWER}, OUT.PROHIBITED, {B.NO_POWER}),
    ({M.MUST_NOT, M.LACKS_POWER}, OUT.PROHIBITED, {B.FORBIDDEN, B.NO_POWER}),
    ({M.MUST_NOT, M.MAY}, OUT.PROHIBITED, {B.FORBIDDEN}),
    ({M.LACKS_POWER, M.MAY}, OUT.PROHIBITED, {B.NO_POWER}),
    ({M.MUST, M.MUST_NOT}, OUT.CONTESTED, {B.CONFLICT}),
    ({M.MUST, M.LACKS_POWER}, OUT.CONTESTED, {B.CONFLICT}),
    ({M.MUST, M.MUST_NOT, M.LACKS_POWER, M.MAY}, OUT.CONTESTED, {B.CONFLICT}),
]
IDS = ["+".join(sorted(row[0])) or "nothing" for row in TABLE]


def result(modalities: set[Modality], **play: Any) -> tuple[Outcome, set[Basis]]:
    """Return what a set of provisions that all stand comes out as, bars on limits aside from the bans they bar."""
    act = tuple(Bound(rule(m, m), ALWAYS) for m in sorted(modalities))
    compiled = compile_act(BODY, replace(PLAY, bound=act, **play))
    assert compiled.outcome < 0
    found = compiled.store.value(compiled.outcome)
    return found.outcome, set(found.basis)


@pytest.mark.parametrize(("modalities", "outcome", "basis"), TABLE, ids=IDS)
def test_each_row_of_the_table(modalities: set[Modality], outcome: Outcome | None, basis: set[Basis]) -> None:
    """What stands together comes out as the page says; where it says nothing, silence is what was surveyed."""
    for silent in (OUT.NOT_ADDRESSED, OUT.UNSURVEYED):
        assert result(modalities, silent=silent) == (outcome or silent, basis)


@pytest.mark.parametrize(("modalities", "outcome", "basis"), TABLE, ids=IDS)
def test_a_closing_rule_speaks_only_in_silence(
    modalities: set[Modality], outcome: Outcome | None, basis: set[Basis]
) -> None:
    """A cited rule for what no provision says never touches what one says."""
    expected = (outcome, basis) if outcome else (OUT.PROHIBITED, {B.CLOSING})
    assert result(modalities, closing=CLOSING) == expected


@pytest.mark.parametrize(("modalities", "outcome", "basis"), TABLE, ids=IDS)
def test_advice_speaks_only_where_nothing_binding_does(
    modalities: set[Modality], outcome: Outcome | None, basis: set[Basis]
) -> None:
    """Advisory provisions have the same table, are marked as advice, and yield to law and to a closing rule."""
    advice = tuple(Bound(rule(m, m, advisory=True), ALWAYS) for m in sorted(modalities))
    law = Bound(rule("law", M.MAY), ALWAYS)
    for bound, closing, expected in (
        (advice, None, (outcome, basis | {B.ADVISED}) if outcome else (OUT.NOT_ADDRESSED, set())),
        ((*advice, law), None, (OUT.PERMITTED, set())),
        (advice, CLOSING, (OUT.PROHIBITED, {B.CLOSING})),
    ):
        compiled = compile_act(BODY, replace(PLAY, bound=bound, closing=closing))
        found = compiled.store.value(compiled.outcome)
        assert (found.outcome, set(found.basis)) == expected


def test_every_combination_has_an_outcome() -> None:
    """No set of standing provisions, binding or advisory, is left without a row."""
    for bits in range(1 << (2 * len(BUCKETS))):
        for play in (None, PLAY, replace(PLAY, closing=CLOSING)):
            assert combine(bits, play).outcome in set(Outcome)


def test_a_duty_that_nothing_orders_is_not_addressed_whatever_the_survey_says() -> None:
    """Closing rules and surveys are about acts; a duty is owed or it is not."""
    assert combine(0, None).outcome is OUT.NOT_ADDRESSED
    assert combine(0, replace(PLAY, closing=CLOSING, silent=OUT.UNSURVEYED)).outcome is OUT.PROHIBITED


def controls(*modalities: Modality, closing: Closing | None = None, advisory: tuple[Modality, ...] = ()) -> set[str]:
    act = tuple(Bound(rule(m, m, advisory=m in advisory), ALWAYS) for m in modalities)
    compiled = compile_act(BODY, replace(PLAY, bound=act, closing=closing))
    return {
        b.provision.says
        for b, r in zip(compiled.act, compiled.roles, strict=True)
        if compiled.store.value(r[2]) is True
    }


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ((M.ASKS, M.BARS_LIMITS), set()),
        ((M.MAY, M.ASKS), {"may"}),
        ((M.MUST, M.MAY), {"must"}),
        ((M.MUST_NOT, M.MAY), {"must_not"}),
        ((M.MUST_NOT, M.LACKS_POWER, M.MAY), {"must_not", "lacks_power"}),
        ((M.MUST, M.LACKS_POWER, M.MAY), {"must", "lacks_power"}),
    ],
)
def test_what_controls_is_what_makes_the_outcome(standing: tuple[Modality, ...], expected: set[str]) -> None:
    """A permission beside a ban is no reason for the ban; in a conflict both sides are."""
    assert controls(*standing) == expected


def test_nothing_controls_where_a_closing_rule_decides_and_advice_only_where_it_does() -> None:
    """An answer names the law it rests on and no other."""
    assert controls(M.MAY, advisory=(M.MAY,)) == {"may"}
    assert controls(M.MAY, advisory=(M.MAY,), closing=CLOSING) == set()
    assert controls(M.MUST_NOT, M.MAY, advisory=(M.MUST_NOT,)) == {"may"}


def test_fixing_a_reading_decides_its_tests_and_leaves_the_others() -> None:
    """A settled point is no longer asked."""
    valid, due = OneTest("reading:us:act/valid", "in", ("one",)), OneTest("due", "in", ("yes",))
    tree = AnyOf((All((valid, due)), Not(valid)))
    assert settle(tree, {}) == tree
    assert settle(tree, {"us:act/other": "one"}) == tree
    assert settle(tree, {"us:act/valid": "one"}) == AnyOf((All((ALWAYS, due)), Not(ALWAYS)))
    assert settle(tree, {"us:act/valid": "two"}) == AnyOf((All((NEVER, due)), Not(NEVER)))


def test_a_cycle_is_named_with_the_file_and_line_of_a_member() -> None:
    """Whoever wrote it finds it."""
    one, other = (rule(n, M.MUST, path="law/us/xx/act.yaml", line=7) for n in ("one", "other"))
    act = (Bound(replace(one, attacks=naming(other)), ALWAYS), Bound(replace(other, attacks=naming(one)), ALWAYS))
    with pytest.raises(LawError) as caught:
        compile_act(BODY, replace(PLAY, bound=act))
    assert (
        str(caught.value)
        == "law/us/xx/act.yaml:7: `us/xx:act/one`, `us/xx:act/other` defeat one another and can apply together"
    )


def test_a_cycle_that_a_third_provision_breaks_has_one_answer() -> None:
    """Of two that defeat each other, one falls to a third that always stands: the other stands."""
    one, other, third = rule("one", M.MUST), rule("other", M.MUST_NOT), rule("third", M.EXEMPTS)
    act = (
        replace(one, attacks=naming(other)),
        replace(other, attacks=naming(one)),
        replace(third, attacks=naming(one)),
    )
    compiled = compile_act(BODY, replace(PLAY, bound=tuple(Bound(p, ALWAYS) for p in act)))
    assert [compiled.store.value(r[1]) for r in compiled.roles] == [False, True, True]


def test_constraints_bear_on_the_law_through_one_another() -> None:
    """A suspect is a minor, a minor is not three years older: the law on years is settled by what it never tests."""
    tied = ("not suspect or minor", "not minor or years < 3")
    constraints = tuple((text, parse(text, STORED.__getitem__), text) for text in tied)
    body = replace(body_of(0), constraints=constraints, digest="a chain of constraints")
    ban = rule("ban", M.MUST_NOT, when=OneTest("years", "<", (3,)))
    compiled = compile_act(body, replace(PLAY, bound=(Bound(ban, ALWAYS),)))
    assert outcomes_of(compiled, encode({}, compiled.variables)) == {OUT.PROHIBITED, OUT.NOT_ADDRESSED}
    assert outcomes_of(compiled, encode({"suspect": Values(frozenset({"yes"}))}, compiled.variables)) == {
        OUT.PROHIBITED
    }


@pytest.mark.parametrize("seed", range(40))
def test_roles_fit_together_in_every_situation(seed: int) -> None:
    """Who controls stands, who stands applies, and in an impossible situation nobody does any of it."""
    body = body_of(seed)
    encounter = Encounter(who(seed), DAY)
    slices = Slices(body)
    for action in ACTIONS:
        play = slices.play(encounter, action)
        try:
            compiled = slices.compiled(play)
        except LawError:
            continue
        store, variables = compiled.store, compiled.variables
        total = 1
        for v in variables:
            total *= v.count
        if total > 3000:
            continue
        for cells in product(*(range(v.count) for v in variables)):
            masks = [1 << c for c in cells]
            (possible,) = (store.value(t) for t in store.reach(compiled.possible, masks))
            (whole,) = (store.value(t) for t in store.reach(compiled.outcome, masks))
            assert (whole is not None) == possible
            applies, stands, controls = (
                [store.value(t) for i in range(len(compiled.act)) for t in store.reach(compiled.roles[i][k], masks)]
                for k in range(3)
            )
            if not possible:
                assert set(applies) | set(stands) <= {None}
                continue
            assert all(not s or a for a, s in zip(applies, stands, strict=True))
            assert all(not c or s for c, s in zip(controls, stands, strict=True))


def test_the_key_day_matters_only_through_the_law_in_play() -> None:
    """Two days between which nothing changes have the same diagrams, the very same object."""
    slices = Slices(body_of(3))
    one, other = (Encounter(who(3), d) for d in (DAY, date(2026, 3, 9)))
    assert slices.compiled(slices.play(one, "hold")) is slices.compiled(slices.play(other, "hold"))
