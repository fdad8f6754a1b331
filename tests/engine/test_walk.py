"""The walk of all diagrams of an act at once reaches what each diagram reaches by itself."""

from __future__ import annotations

import random

from comity.engine.encounter import Encounter
from comity.engine.slices import Slices
from comity.engine.walk import Afresh, Walks
from comity.vocabulary.errors import LawError
from tests.engine.small_law import ACTIONS, DAY, body_of, who


def test_every_end_reaches_what_each_diagram_reaches() -> None:
    """Outcome, open facts and every role, with stages shared between situations and forgotten in between."""
    tried = 0
    for seed in range(30):
        slices, encounter, walks = Slices(body_of(seed)), Encounter(who(seed), DAY), Walks(most=40)
        for action in ACTIONS:
            try:
                compiled = slices.compiled(slices.play(encounter, action))
            except LawError:
                continue
            walk, rng = walks.walk(compiled), random.Random(seed)
            for _ in range(40):
                masks = [rng.randrange(1, v.whole + 1) for v in compiled.variables]
                end, alone = walk.end(masks), Afresh(compiled, masks)
                assert set(end.outcome) == set(alone.outcome)
                assert list(end.open) == list(alone.open)
                for provision in range(len(compiled.roles)):
                    for part in range(3):
                        assert set(end.role(provision, part)) == set(alone.role(provision, part))
                tried += 1
    assert tried > 1000
