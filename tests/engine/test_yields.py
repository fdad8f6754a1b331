"""Who yields to whom: by text, by a bar on limits, by canon; and who stands in the end."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.condition.tree import ALWAYS, Tree
from comity.condition.tree import Any as AnyOf
from comity.condition.tree import Test as OneTest
from comity.engine.applicable import Bound, Play
from comity.engine.compile import compile_act
from comity.engine.yields import edges, members, text_attacks
from comity.law.body import Body
from comity.law.provision import Canon, Duty, Pattern, Provision
from comity.law.selector import EVERYONE
from comity.vocabulary.errors import LawError
from comity.vocabulary.fact import Fact, Kind
from comity.vocabulary.modality import Modality, Outcome, opposed
from tests.engine.small_law import WORDS

STATE, TOWN = "us/xx", "us/xx/town"


def rule(name: str, modality: Modality, place: str = STATE, *, when: Tree = ALWAYS, **more: object) -> Provision:
    made = Provision(
        id=f"{place}:act/{name}",
        instrument=f"{place}:act",
        place=place,
        actions=("hold",),
        modality=modality,
        authority="statute",
        binds=EVERYONE,
        when=when,
        says=name,
        cite=name,
        evidence="primary",
    )
    return replace(made, **more)  # type: ignore[arg-type]  # any field of a provision


def naming(*others: Provision) -> tuple[Pattern, ...]:
    return tuple(Pattern(ids=frozenset({o.id})) for o in others)


def bound(*provisions: Provision) -> tuple[Bound, ...]:
    return tuple(Bound(p, ALWAYS) for p in provisions)


def play(*provisions: Provision, canons: tuple[Canon, ...] = ()) -> Play:
    of_places = tuple((STATE, c) for c in canons)
    return Play("hold", bound(*provisions), of_places, None, Outcome.NOT_ADDRESSED, None, (), ())


def found(*provisions: Provision, canons: tuple[Canon, ...] = ()) -> set[tuple[str, str, str]]:
    """Return the edges by name: attacker, target, and what makes it one."""
    act = bound(*provisions)
    return {
        (act[e.attacker].provision.says, act[e.target].provision.says, e.by)
        for e in edges(act, tuple((STATE, c) for c in canons))
    }


def canon(attacker: Pattern, target: Pattern) -> Canon:
    return Canon("us/xx/canon", "First.", "s. 0", attacker, target)


MUST, BAN = rule("must", Modality.MUST), rule("ban", Modality.MUST_NOT, TOWN)


@pytest.mark.parametrize(("one", "other"), list(product(Modality, Modality)))
def test_nothing_yields_where_no_text_and_no_canon_says_so(one: Modality, other: Modality) -> None:
    """The engine knows no ranking of its own: not by modality, not by place. Only a bar on lower limits is its own
    text.
    """
    made = found(rule("state", one), rule("town", other, TOWN))
    barred = one is Modality.BARS_LIMITS and other is Modality.MUST_NOT
    assert made == ({("state", "town", "text")} if barred else set())


def test_an_edge_is_the_same_from_both_ends() -> None:
    """To name what one defeats, or what defeats one, is one edge."""
    expected = {("must", "ban", "text")}
    assert found(replace(MUST, attacks=naming(BAN)), BAN) == expected
    assert found(MUST, replace(BAN, yields_to=naming(MUST))) == expected


def test_a_whole_instrument_and_a_pattern_are_targets() -> None:
    """Other provisions of the act that do not fit are left alone, and a provision is never its own target."""
    may = rule("may", Modality.MAY, TOWN)
    whole = replace(MUST, attacks=(Pattern(instrument=frozenset({"us/xx/town:act"})),))
    assert found(whole, BAN, may) == {("must", "ban", "text"), ("must", "may", "text")}
    below = replace(MUST, attacks=(Pattern(modality=frozenset({Modality.MUST_NOT, Modality.MUST}), place="below"),))
    assert found(below, BAN, may) == {("must", "ban", "text")}
    own = replace(MUST, attacks=(Pattern(instrument=frozenset({"us/xx:act"})),))
    assert found(own) == set()


def test_a_bar_on_limits_takes_lower_bans_and_never_a_lack_of_power() -> None:
    """No law that forbids to forbid gives a power that does not exist; nor does it touch bans of its own level or
    above.
    """
    bar = rule("bar", Modality.BARS_LIMITS)
    none = rule("none", Modality.LACKS_POWER, TOWN)
    level, above = rule("level", Modality.MUST_NOT), rule("above", Modality.MUST_NOT, "us")
    assert found(bar, BAN, none, level, above, rule("may", Modality.MAY, TOWN)) == {("bar", "ban", "text")}
    level_too = replace(bar, bars=Pattern(place="same"))
    assert found(level_too, BAN, none, level, above) == {("bar", "level", "text")}
    assert found(replace(bar, bars=Pattern(modality=frozenset({Modality.LACKS_POWER}))), none, level) == set()
    assert found(bar, replace(BAN, actions=("tell",))) == set()


def test_a_canon_orders_only_what_pulls_in_opposite_directions() -> None:
    """Two bans agree, whatever their places."""
    first = canon(Pattern(), Pattern(place="below"))
    for one, other in product(Modality, Modality):
        made = found(rule("state", one), rule("town", other, TOWN), canons=(first,))
        by_canon = {("state", "town", "us/xx/canon")} if opposed(one, other) else set()
        assert made - {("state", "town", "text")} == by_canon


def test_the_texts_own_edge_beats_a_canons() -> None:
    """Where the one text names the other, in either direction, no canon speaks."""
    first = canon(Pattern(modality=frozenset({Modality.MUST})), Pattern())
    assert found(MUST, BAN, canons=(first,)) == {("must", "ban", "us/xx/canon")}
    assert found(MUST, replace(BAN, attacks=naming(MUST)), canons=(first,)) == {("ban", "must", "text")}
    assert found(replace(MUST, attacks=naming(BAN)), BAN, canons=(first,)) == {("must", "ban", "text")}


def test_a_contested_edge_attacks_under_one_reading() -> None:
    """The edge is kept with its reading; an edge of a canon has none."""
    gated = replace(MUST, attacks=naming(BAN), gate=("us:act/valid", "one"))
    (edge,) = edges(bound(gated, BAN), ())
    assert edge.gate == ("us:act/valid", "one")
    (by_canon,) = edges(bound(replace(gated, attacks=()), BAN), ((STATE, canon(Pattern(), Pattern(place="below"))),))
    assert by_canon.gate is None


def test_a_duty_is_another_act_than_the_action_and_than_another_duty() -> None:
    """A `must` to give a copy says nothing on holding."""
    copy = replace(MUST, duty=Duty("copy"))
    other = replace(BAN, actions=("tell",))
    assert [b.provision for b in members(play(copy, BAN, other), None)] == [BAN]
    assert [b.provision for b in members(play(copy, BAN, other), "copy")] == [copy]


def test_what_names_a_member_from_another_act_comes_along_and_what_names_that_too() -> None:
    """An exemption written for another act, that names a ban of this one, still lifts it; a mere pattern brings
    nothing.
    """
    lifts = rule("lifts", Modality.EXEMPTS, actions=("tell",), attacks=naming(BAN))
    stops = rule("stops", Modality.EXEMPTS, actions=("tell",), attacks=naming(lifts))
    vague = rule(
        "vague", Modality.EXEMPTS, actions=("tell",), attacks=(Pattern(modality=frozenset({Modality.MUST_NOT})),)
    )
    assert [b.provision.says for b in members(play(stops, vague, lifts, BAN), None)] == ["ban", "lifts", "stops"]


FACTS = tuple(f"f{n}" for n in range(3))
SMALL = replace(WORDS, facts={f: Fact(f, Kind.YESNO) for f in FACTS})
BODY = Body(SMALL, {}, {}, {}, (), {}, "yields", "")


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Provision, ...]:
    """Draw provisions with any edges between them, in any direction."""
    count = draw(st.integers(2, 6))
    when = st.one_of(
        st.just(ALWAYS),
        st.builds(lambda f, v: OneTest(f, "in", (v,)), st.sampled_from(FACTS), st.sampled_from(["yes", "no"])),
    )
    plain = [rule(f"r{n}", Modality.MAY, when=draw(when)) for n in range(count)]
    pairs = draw(
        st.sets(
            st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda p: p[0] != p[1]), max_size=8
        )
    )
    return tuple(
        replace(p, attacks=naming(*(plain[j] for i, j in sorted(pairs) if i == n))) for n, p in enumerate(plain)
    )


def situations() -> list[dict[str, str]]:
    return [dict(zip(FACTS, values, strict=True)) for values in product(("no", "yes"), repeat=len(FACTS))]


def applies(p: Provision, at: dict[str, str]) -> bool:
    return not isinstance(p.when, OneTest) or at[p.when.fact] in p.when.values


def acyclic(provisions: tuple[Provision, ...], at: dict[str, str]) -> bool:
    """Return whether the attacks among those that apply form no cycle, by taking away who is not attacked again and
    again.
    """
    left = [p for p in provisions if applies(p, at)]
    while left:
        free = [p for p in left if not any(text_attacks(q, p) for q in left if q is not p)]
        if not free:
            return False
        left = [p for p in left if p not in free]
    return True


@given(graphs(), st.randoms(use_true_random=False))
def test_a_provision_stands_if_and_only_if_it_applies_and_no_attacker_of_it_stands(
    provisions: tuple[Provision, ...], rng: random.Random
) -> None:
    """In every situation, whatever the order in which provisions come, as plain recursion finds."""
    assume(all(acyclic(provisions, at) for at in situations()))
    shuffled = rng.sample(provisions, len(provisions))
    compiled = compile_act(BODY, play(*shuffled))
    for at in situations():

        @cache
        def stands(p: Provision, at: tuple[tuple[str, str], ...] = tuple(at.items())) -> bool:
            return applies(p, dict(at)) and not any(stands(q) for q in shuffled if q is not p and text_attacks(q, p))

        masks = [v.mask_of_values([at[v.fact]]) for v in compiled.variables]
        for p, (where_applies, where_stands, _) in zip(shuffled, compiled.roles, strict=True):
            reached = [
                {compiled.store.value(t) for t in compiled.store.reach(d, masks)} for d in (where_applies, where_stands)
            ]
            assert reached == [{applies(p, at)}, {stands(p)}]


@given(graphs())
def test_who_attack_one_another_and_all_apply_are_refused_by_name(provisions: tuple[Provision, ...]) -> None:
    """If some situation has a cycle that nobody outside it breaks, the law says nothing there; the message names its
    members.
    """
    undecided = {p.id for at in situations() for p in _undecided(provisions, at)}
    if not undecided:
        compile_act(BODY, play(*provisions))
        return
    with pytest.raises(LawError, match="defeat one another and can apply together") as caught:
        compile_act(BODY, play(*provisions))
    assert {p.id for p in provisions if f"`{p.id}`" in str(caught.value)} == undecided


def _undecided(provisions: tuple[Provision, ...], at: dict[str, str]) -> list[Provision]:
    """Return who neither stands nor falls when one decides only what is certain, step by step."""
    left = [p for p in provisions if applies(p, at)]
    standing: list[Provision] = []
    while True:
        sure = [p for p in left if not any(text_attacks(q, p) for q in left if q is not p)]
        if not sure:
            return left
        standing += sure
        left = [p for p in left if p not in sure and not any(text_attacks(s, p) for s in standing)]


def test_a_cycle_whose_members_never_apply_together_is_fine() -> None:
    """Two exceptions to each other, of which the facts let only one apply, are no contradiction."""
    due, minor = (OneTest("f0", "in", (v,)) for v in ("yes", "no"))
    one, other = rule("one", Modality.MUST, when=due), rule("other", Modality.MUST_NOT, when=minor)
    compiled = compile_act(BODY, play(replace(one, attacks=naming(other)), replace(other, attacks=naming(one))))
    assert {compiled.store.value(t) for t in compiled.store.reach(compiled.plain, [0b11])} == {
        Outcome.REQUIRED,
        Outcome.PROHIBITED,
    }


def test_a_cycle_that_the_constraints_rule_out_is_fine() -> None:
    """Members that could apply together only where no situation is possible do no harm."""
    one = rule("one", Modality.MUST, when=OneTest("f0", "in", ("yes",)))
    other = rule("other", Modality.MUST_NOT, when=OneTest("f1", "in", ("yes",)))
    cycle = play(replace(one, attacks=naming(other)), replace(other, attacks=naming(one)))
    with pytest.raises(LawError):
        compile_act(BODY, cycle)
    apart = OneTest("f0", "in", ("no",)), OneTest("f1", "in", ("no",))
    never_both = replace(BODY, constraints=(("apart", AnyOf(apart), "never both"),), digest="apart")
    compile_act(never_both, cycle)


def test_advice_defeats_nothing_that_binds_save_where_the_binding_text_names_it() -> None:
    """By text, by pattern and by canon; among pieces of advice it defeats as law does."""
    law, advice = rule("law", Modality.MAY), rule("advice", Modality.MUST_NOT, advisory=True)
    assert found(law, replace(advice, attacks=naming(law))) == set()
    pattern = (Pattern(modality=frozenset({Modality.MUST_NOT})),)
    assert found(replace(law, yields_to=pattern), advice) == set()
    either = canon(Pattern(modality=frozenset({Modality.MUST_NOT})), Pattern(modality=frozenset({Modality.MAY})))
    assert found(law, advice, canons=(either,)) == set()
    assert found(replace(law, yields_to=naming(advice)), advice) == {("advice", "law", "text")}
    other = rule("other", Modality.MAY, advisory=True)
    assert found(other, replace(advice, attacks=naming(other))) == {("advice", "other", "text")}
    assert found(replace(law, attacks=naming(advice)), advice) == {("law", "advice", "text")}


NAMED = Pattern(ids=frozenset({"us/xx:act/ban"}))
WHOLE = Pattern(instrument=frozenset({"us/xx:act"}))
LOOSE = Pattern(modality=frozenset({Modality.MUST_NOT, Modality.MAY}))


@pytest.mark.parametrize(
    ("pattern", "drawn"), [(NAMED, True), (WHOLE, True), (LOOSE, False)], ids=["by id", "by instrument", "by pattern"]
)
def test_what_is_on_another_act_is_drawn_in_only_where_a_text_names_it(pattern: Pattern, drawn: bool) -> None:
    """A name, of a provision or of its instrument, reaches across acts, from either end; a pattern does not."""
    ban = rule("ban", Modality.MUST_NOT)
    beats = replace(rule("beats", Modality.MAY, TOWN, attacks=(pattern,)), actions=("tell",))
    assert [b.provision.says for b in members(play(ban, beats), None)] == ["ban", "beats"][: 1 + drawn]
    other = replace(rule("ban", Modality.MAY), says="other", actions=("tell",))
    yields = rule("yields", Modality.MUST_NOT, TOWN, yields_to=(pattern,))
    assert [b.provision.says for b in members(play(yields, other), None)] == ["yields", "other"][: 1 + drawn]


def test_what_names_what_was_drawn_in_is_drawn_in_too() -> None:
    """Names are followed as far as they lead, whatever the order; what names nothing of them stays out."""
    ban = rule("ban", Modality.MUST_NOT)
    near = replace(rule("near", Modality.MAY, attacks=naming(ban)), actions=("tell",))
    far = replace(rule("far", Modality.MUST, attacks=naming(near)), actions=("tell",))
    out = replace(rule("out", Modality.MUST), actions=("tell",))
    for row in ((ban, near, far, out), (out, far, near, ban)):
        assert {b.provision.says for b in members(play(*row), None)} == {"ban", "near", "far"}
    copy = rule("copy", Modality.MUST, duty=Duty("copy", ("person",)))
    assert [b.provision.says for b in members(play(ban, copy, near), "copy")] == ["copy"]
