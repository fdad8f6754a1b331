"""On random small law, with every mechanism in it, the engine's strict answer equals that of every completion."""

from __future__ import annotations

import os
import random

import pytest

from comity.engine.decision import encode
from comity.engine.encounter import Encounter
from comity.engine.known import Known
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.vocabulary.errors import LawError
from tests.engine import oracle
from tests.engine.small_law import ACTIONS, DAY, body_of, who
from tests.engine.test_exactness import MOST, _known

BODIES = int(os.environ.get("COMITY_EXACT", "10000")) // 40
EACH = 4


def partial(rng: random.Random, act: oracle.Act, body: Body) -> dict[str, Known] | None:
    """Draw a possible situation and forget some of it."""
    options = {f: oracle.raw_values(act, body, f) for f in act.facts}
    for _ in range(50):
        at = {f: rng.choice(v) for f, v in options.items()}
        if oracle.possible(act, at):
            break
    else:
        return None
    facts: dict[str, Known] = {}
    left = 1
    for f in rng.sample(act.facts, len(act.facts)):
        if f.startswith("reading:") or (rng.random() < 0.7 and left * len(options[f]) <= MOST // 8):
            left *= len(options[f])
        else:
            facts[f] = _known(rng, body.facts[f].kind, at[f], options[f])
    return facts


def compared(seed: int) -> tuple[int, list[str]]:
    """Compare random partial encounters over one small body; return how many, and where the answers differ."""
    rng, body = random.Random(seed), body_of(seed)
    slices, encounter = Slices(body), Encounter(who(seed), DAY)
    done, differences = 0, []
    for action in ACTIONS:
        play = slices.play(encounter, action)
        for duty in (None, *slices.duties(play)):
            try:
                compiled = slices.compiled(play, duty)
            except LawError:
                continue
            act = oracle.act_of(body, play, duty)
            for _ in range(EACH):
                facts = partial(rng, act, body)
                if facts is None:
                    continue
                reached = compiled.store.reach(compiled.plain, encode(facts, compiled.variables))
                engine = {str(o) for o in map(compiled.store.value, reached) if o is not None}
                try:
                    truth = oracle.brute_force(act, body, facts)
                except RecursionError:
                    break  # a cycle that a third provision breaks: plain recursion does not end, see test_compile
                done += 1
                if engine != truth:
                    differences.append(f"seed {seed} {action} {duty} {facts}: engine {engine}, brute force {truth}")
    return done, differences


@pytest.mark.slow
def test_equals_brute_force_on_random_small_law() -> None:
    """Whatever a body of law says, no answer is narrower or wider than its completions: no difference."""
    done, differences = 0, list[str]()
    for seed in range(BODIES):
        count, found = compared(seed)
        done += count
        differences += found
    assert not differences, differences[:3]
    assert done > BODIES * EACH
