"""The engine's strict answer equals that of going through every completion one by one."""

from __future__ import annotations

import os
import random
from datetime import date

import pytest

from comity.engine.decision import encode
from comity.engine.encounter import Encounter
from comity.engine.known import Known, Members, Range, Values
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.selector import Who
from comity.vocabulary.fact import Kind
from tests.engine import oracle

COUNT = int(os.environ.get("COMITY_EXACT", "10000"))
MOST = 4096


def _who(rng: random.Random, body: Body) -> Who:
    place = rng.choice([*body.places, "us/ma/some-town", "us/tx", "us/pa/some-county"])
    kinds = rng.sample(list(body.words.agencies), rng.choice((1, 1, 1, 2)))
    return Who(place, frozenset(kinds))


def _days(body: Body) -> list[date]:
    found = {
        e.on for i in body.instruments.values() for h in (i.history, *(p.history for p in i.provisions)) for e in h
    }
    return [*sorted(found), date(2010, 1, 1), date(2020, 6, 1), date(2026, 7, 1)]


def _partial(rng: random.Random, act: oracle.Act, body: Body) -> tuple[dict[str, Known], int] | None:
    """Draw a possible situation, then forget enough of it to leave at most `MOST` completions."""
    options = {f: oracle.raw_values(act, body, f) for f in act.facts}
    for _ in range(200):
        at = {f: rng.choice(v) for f, v in options.items()}
        if oracle.possible(act, at):
            break
    else:
        return None
    facts: dict[str, Known] = {}
    left, limit = 1, rng.choice((8, 64, 64, 512, MOST))
    for f in rng.sample(act.facts, len(act.facts)):
        if (left * len(options[f]) <= limit and rng.random() < 0.8) or f.startswith("reading:") or f == "status":
            left *= len(options[f])
            continue
        facts[f] = _known(rng, body.facts[f].kind, at[f], options[f])
        if isinstance(facts[f], Values):
            left *= len(facts[f].can_be)  # type: ignore[union-attr]
    return (facts, left) if left <= MOST else None


def _known(rng: random.Random, kind: Kind, value: object, options: tuple[object, ...]) -> Known:
    if kind is Kind.SET:
        everything = frozenset().union(*options)  # type: ignore[arg-type]
        assert isinstance(value, frozenset)
        return Members(value, everything - value)
    if kind in (Kind.NUMBER, Kind.DATE):
        assert isinstance(value, float)
        return Range(((value, value),))
    several = len(options) > 3 and rng.random() < 0.2
    extra = rng.sample(options, 1) if several else []
    return Values(frozenset({str(value), *map(str, extra)}))


def compared(seed: int, count: int, body: Body, slices: Slices) -> tuple[int, list[str]]:
    """Compare `count` random partial encounters; return how many had facts to complete, and the differences."""
    rng = random.Random(seed)
    days, actions = _days(body), list(body.words.actions)
    acts: dict[tuple[object, ...], oracle.Act] = {}
    done, turned, differences = 0, 0, []
    while done < count:
        who, day, action = _who(rng, body), rng.choice(days), rng.choice(actions)
        encounter = Encounter(who, day)
        play = slices.play(encounter, action)
        duty = rng.choice((None, None, *slices.duties(play)))
        key = (who, day, action, duty)
        act = acts.get(key) or acts.setdefault(key, oracle.act_of(body, play, duty))
        drawn = _partial(rng, act, body)
        if drawn is None:
            continue
        facts, _ = drawn
        compiled = slices.compiled(play, duty)
        reached = compiled.store.reach(compiled.plain, encode(facts, compiled.variables))
        engine = {str(o) for o in map(compiled.store.value, reached) if o is not None}
        truth = oracle.brute_force(act, body, facts)
        done += 1
        turned += bool(act.facts)
        if engine != truth:
            differences.append(f"{who} {day} {action} {duty} {facts}: engine {engine}, brute force {truth}")
    return turned, differences


@pytest.mark.slow
def test_equals_brute_force_on_random_partial_encounters(body: Body, slices: Slices) -> None:
    """Constraints, ties between derived facts, windows and open points included, on the real law: no difference."""
    turned, differences = compared(20261124, COUNT, body, slices)
    assert not differences, differences[:3]
    assert turned > COUNT // 2
