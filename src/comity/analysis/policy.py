"""An agency's policy against the law that binds it: each pair of what both say, with its class, share and a witness.

Every situation is complete here, so no presumption enters a share. `usual` says whether a pair also arises where
every presumption holds; of the others a reader should know that they are the rarer case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from comity.analysis.differ import MAKES, Outcomes, Side, pair_counts, parts_of, side_data
from comity.analysis.policy_times import LATER, SOONER, compared
from comity.analysis.witness import Masks, decided, givable, narrow, over_readings, paths
from comity.engine.alignment import Aligned, align
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.instrument import Instrument
from comity.law.place import Place, SurveyRow
from comity.law.provision import Provision
from comity.law.selector import Who
from comity.vocabulary.modality import Outcome
from comity.vocabulary.place import path_of

R, P, M, N = Outcome.REQUIRED, Outcome.PROHIBITED, Outcome.PERMITTED, Outcome.NOT_ADDRESSED
CONTRADICTS, LOOSER, MISSING, SILENT = "contradicts", "looser", "missing a duty", "says nothing"
STRICTER, AGREES, YIELDS = "stricter", "agrees", "the law gives way"
UNSETTLED, UNCLEAR = "the law is not settled", "the policy is unclear"
# The gravest first.
KINDS = (CONTRADICTS, LOOSER, MISSING, SILENT, UNCLEAR, UNSETTLED, STRICTER, YIELDS, AGREES)
CLASSES = {
    (R, P): CONTRADICTS, (P, R): CONTRADICTS, (P, M): LOOSER, (R, M): LOOSER, (M, P): STRICTER,
    (N, P): STRICTER, (M, R): STRICTER, (N, R): STRICTER, (R, N): MISSING, (P, N): SILENT, (M, N): SILENT,
    (R, R): AGREES, (P, P): AGREES, (M, M): AGREES, (N, M): AGREES, (N, N): AGREES,
}  # fmt: skip


class Pair(NamedTuple):
    """What the law without the policy makes of a situation, what the policy alone makes of it, and the class."""

    law: Outcomes
    policy: Outcomes
    kind: str


@dataclass(frozen=True)
class PolicyFinding:
    """One pair that occurs on one act.

    `usual` says whether it arises where every presumption holds. `witness` is None where nobody could write such an
    encounter down.
    """

    who: Who
    action: str
    duty: str | None
    kind: str
    law: Outcomes
    policy: Outcomes
    share: Fraction
    usual: bool
    witness: dict[str, Any] | None
    law_rules: tuple[Provision, ...]
    policy_rules: tuple[Provision, ...]

    @property
    def agency(self) -> str:
        """Return the agency: its name, or its kinds."""
        return self.who.agency_id or " or ".join(sorted(self.who.kinds))

    @property
    def short(self) -> bool:
        """Return whether the policy falls short of the law here: being stricter, or silent on a liberty, does not."""
        return self.kind in (CONTRADICTS, LOOSER, MISSING) or (self.kind == SILENT and self.law == {P})


def kind_of(law: Outcomes, policy: Outcomes, together: Outcomes | None = None) -> str:
    """Return the class of a pair. `together` is what comes out with the policy as a part of the law.

    It tells whether the law leaves the agency the choice: a limit that the law bars comes to nothing there.

    >>> kind_of(frozenset({Outcome.PROHIBITED}), frozenset({Outcome.PERMITTED}))
    'looser'
    """
    if len(law) != 1 or law & {Outcome.CONTESTED, Outcome.UNSURVEYED}:
        return UNSETTLED
    if len(policy) != 1 or policy & {Outcome.CONTESTED, Outcome.UNSURVEYED}:
        return UNCLEAR
    kind = CLASSES[next(iter(law)), next(iter(policy))]
    if together is None or policy == {N}:
        return kind
    if kind == STRICTER and together != policy:
        return UNSETTLED if policy & together else CONTRADICTS
    return YIELDS if kind in (CONTRADICTS, LOOSER) and together == policy else kind


def check_policy(policy: Instrument, body: Body, on: date) -> list[PolicyFinding]:
    """Return every pair that can occur, for each agency that the policy binds, act by act."""
    law = Slices(_law_without(policy, body, on))
    alone = Slices(_alone(policy, law.body, on))
    together = Slices(_together(policy, law.body))
    found: list[PolicyFinding] = []
    for who in _agencies(policy, body):
        sides = tuple(Side(slices, who, on) for slices in (law, alone, together))
        for action in (n for n, a in body.words.actions.items() if a.actor != "federal"):
            for duty in (None, *dict.fromkeys(d for side in sides for d in side.duties(action))):
                found += _act(sides, action, duty)
    return found


def _agencies(policy: Instrument, body: Body) -> Iterator[Who]:
    named = sorted({a for p in policy.provisions for a in p.binds.agency_ids})
    for name in named:
        yield Who(policy.place, body.agencies[name].kinds, name)
    if not named:
        for kind in sorted({k for p in policy.provisions for k in p.binds.kinds}):
            yield Who(policy.place, frozenset({kind}))


def _law_without(policy: Instrument, body: Body, on: date) -> Body:
    """Return the law with the agency's own layer taken as read: the policy is that layer, and it is left out."""
    kept = {n: i for n, i in body.instruments.items() if n != policy.id}
    places = dict(body.places)
    here = places.get(policy.place) or Place(policy.place, policy.place, "town", "", (), (), (), (), (), {})
    own = tuple(replace(row, own_read=True) for row in here.survey) or _read(on)
    places[policy.place] = replace(here, survey=own)
    return replace(body, instruments=kept, places=places)


def _alone(policy: Instrument, law: Body, on: date) -> Body:
    """Return a body in which nothing but the policy speaks, and all of it is read."""
    path = set(path_of(policy.place))
    bare = {n: replace(p, canons=(), closing=(), survey=_read(on)) for n, p in law.places.items() if n in path}
    # The other instruments keep their derived facts and open points, so that a fact means the same on both sides.
    mute = {n: replace(i, provisions=(), remedies=()) for n, i in law.instruments.items()}
    return replace(law, instruments={**mute, policy.id: policy}, places=bare, overlays={})


def _together(policy: Instrument, law: Body) -> Body:
    """Return the law with the policy in it. A policy cannot say of itself that the law yields to it."""
    own = {p.id for p in policy.provisions}
    meek = tuple(
        replace(p, attacks=tuple(a for a in p.attacks if a.ids and a.ids <= own), bars=None) for p in policy.provisions
    )
    return replace(law, instruments={**law.instruments, policy.id: replace(policy, provisions=meek)})


def _read(on: date) -> tuple[SurveyRow, ...]:
    return (SurveyRow(frozenset(), frozenset(), own_read=True, read="", on=on, reaches=on, reviewed_by="none"),)


def _act(sides: tuple[Side, ...], action: str, duty: str | None) -> Iterator[PolicyFinding]:
    """Yield the pairs of one act; the sides are the law, the policy alone, and both together."""
    aligned = align([side.compiled(action, duty) for side in sides])
    store = aligned.store
    law, alone, together = (over_readings(store, root, aligned.variables) for root in aligned.roots)
    two = store.apply(lambda x, y: (x, y) if x and y else None, law, alone)
    root = store.apply(lambda xy, z: Pair(xy[0], xy[1], kind_of(xy[0], xy[1], z)) if xy and z else None, two, together)
    counts = pair_counts(store, root)
    total = sum(counts.values())
    usual = presumed(aligned, root, sides[0].slices.body)
    as_presumed = {store.value(t) for t in store.reach(root, usual)}
    for pair, n in counts.items():
        if pair.law == pair.policy == {N}:
            continue
        masks = usual if pair in as_presumed else None
        data = _shown(sides, (action, duty), (aligned, root), pair, masks)
        rules = [_rules(side, action, duty, data) if data else () for side in sides]
        if data and pair.kind == CONTRADICTS and pair.law not in ({R}, {P}):
            # The law speaks only against the policy's own rule: what keeps that rule down is seen where both meet.
            rules[0] = tuple(dict.fromkeys((*rules[0], *(p for p in rules[2] if p not in rules[1]))))
        kind = pair.kind
        if duty and pair.law == pair.policy == {R}:
            kind = {LATER: LOOSER, SOONER: STRICTER}.get(compared(rules[0], rules[1], duty), kind)
        yield PolicyFinding(
            sides[0].who, action, duty, kind, pair.law, pair.policy, Fraction(n, total), masks is not None, data,
            rules[0], rules[1],
        )  # fmt: skip


def presumed(aligned: Aligned, root: int, body: Body) -> Masks:
    """Return the cells left where every presumption holds, each taken in turn where the constraints still allow it."""
    store = aligned.store
    nothing = store.terminal(None)
    masks = tuple(v.whole for v in aligned.variables)
    for i, cells in enumerate(aligned.variables):
        fact = body.facts.get(cells.fact)
        if fact is not None and fact.presumption is not None:
            trial = (*masks[:i], cells.mask_of_values({fact.presumption}), *masks[i + 1 :])
            if store.reach(root, trial) - {nothing}:
                masks = trial
    return masks


def _shown(
    sides: tuple[Side, ...], act: tuple[str, Any], diagram: tuple[Aligned, int], pair: Pair, usual: Masks | None
) -> dict[str, Any] | None:
    """Return a smallest encounter that comes out as the pair, decided on each side to make sure.

    Where the pair arises under the presumptions, so does the encounter.
    """
    (aligned, root), (action, duty) = diagram, act
    store, variables = aligned.store, aligned.variables
    ways = [givable(variables, side.slices.body) for side in sides]
    open_to = usual or tuple(v.whole for v in variables)
    allowed = tuple(x & y & z & u for x, y, z, u in zip(*ways, open_to, strict=True))
    nothing = store.terminal(None)
    for path in paths(store, root, lambda found: found == pair, allowed):
        masks = tuple(m if m & (m - 1) == 0 else v.whole for v, m in zip(variables, path, strict=True))
        fewest = narrow(
            variables, masks, lambda m: {store.value(t) for t in store.reach(root, m) - {nothing}} == {pair}
        )
        data = [side_data(side, variables, fewest, action) for side in sides]
        came = [decided(d, side.slices, duty) for d, side in zip(data, sides, strict=True)]
        if None not in came and Pair(came[0], came[1], kind_of(came[0], came[1], came[2])) == pair:
            return data[0]
    return None


def _rules(side: Side, action: str, duty: str | None, data: dict[str, Any]) -> tuple[Provision, ...]:
    """Return the provisions that make the answer on one side."""
    return tuple(r.provision for r in parts_of(side, action, duty, data).values() if r.role in MAKES)


def finding_data(found: PolicyFinding) -> dict[str, Any]:
    """Return a finding as plain data."""
    return {
        "class": found.kind, "falls_short": found.short, "agency": found.agency, "action": found.action,
        "duty": found.duty, "law": sorted(found.law), "policy": sorted(found.policy), "share": str(found.share),
        "only_if_a_presumption_fails": not found.usual, "witness": found.witness,
        **{side: [{"provision": p.id, "cite": p.cite, "says": p.says, "path": p.path, "line": p.line} for p in rules]
           for side, rules in (("law_rules", found.law_rules), ("policy_rules", found.policy_rules))},
    }  # fmt: skip
