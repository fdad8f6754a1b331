"""An agency's policy against the law that binds it: each pair of what both say, with its share and a witness.

Every situation is complete here, so no presumption enters a share; a witness holds by the strict answer of the action.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from comity.analysis.differ import MAKES, Outcomes, Side, _counts, _data, _parts
from comity.analysis.witness import decided, givable, narrow, over_readings, paths
from comity.engine.alignment import align
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.instrument import Instrument
from comity.law.place import Place, SurveyRow
from comity.law.provision import Provision
from comity.law.selector import Who
from comity.vocabulary.modality import Outcome
from comity.vocabulary.place import path_of

R, P, M, N = Outcome.REQUIRED, Outcome.PROHIBITED, Outcome.PERMITTED, Outcome.NOT_ADDRESSED
CLASSES = {
    (R, P): "contradicts", (P, R): "contradicts", (P, M): "looser", (R, M): "looser", (M, P): "stricter",
    (N, P): "stricter", (M, R): "stricter", (N, R): "stricter", (R, N): "missing a duty", (P, N): "silent on a ban",
    (R, R): "agrees", (P, P): "agrees", (M, M): "agrees", (M, N): "agrees", (N, M): "agrees", (N, N): "agrees",
}  # fmt: skip
UNSETTLED, UNCLEAR = "the law is not settled", "the policy is unclear"


@dataclass(frozen=True)
class PolicyFinding:
    """One pair that occurs on one act. `witness` is None where nobody could write such an encounter down."""

    agency: str
    action: str
    duty: str | None
    kind: str
    law: Outcomes
    policy: Outcomes
    share: Fraction
    witness: dict[str, Any] | None
    law_rules: tuple[Provision, ...]
    policy_rules: tuple[Provision, ...]


def kind_of(law: Outcomes, policy: Outcomes) -> str:
    """Return the class of a pair.

    >>> kind_of(frozenset({Outcome.PROHIBITED}), frozenset({Outcome.PERMITTED}))
    'looser'
    """
    if len(law) != 1 or law & {Outcome.CONTESTED, Outcome.UNSURVEYED}:
        return UNSETTLED
    if len(policy) != 1 or policy & {Outcome.CONTESTED, Outcome.UNSURVEYED}:
        return UNCLEAR
    return CLASSES[next(iter(law)), next(iter(policy))]


def check_policy(policy: Instrument, body: Body, on: date) -> list[PolicyFinding]:
    """Return every pair that can occur, for each agency that the policy binds, act by act."""
    law = Slices(_law_without(policy, body, on))
    alone = Slices(_alone(policy, law.body, on))
    found: list[PolicyFinding] = []
    for who in _agencies(policy, body):
        a, b = Side(law, who, on), Side(alone, who, on)
        for action in (n for n, a in body.words.actions.items() if a.actor != "federal"):
            for duty in (None, *dict.fromkeys((*a.duties(action), *b.duties(action)))):
                found += _act(a, b, action, duty)
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


def _read(on: date) -> tuple[SurveyRow, ...]:
    return (SurveyRow(frozenset(), frozenset(), own_read=True, read="", on=on, reaches=on, reviewed_by="none"),)


def _act(a: Side, b: Side, action: str, duty: str | None) -> Iterator[PolicyFinding]:
    """Yield the pairs of one act; `a` is the law and `b` the policy."""
    aligned = align([a.compiled(action, duty), b.compiled(action, duty)])
    store = aligned.store
    sets = [over_readings(store, root, aligned.variables) for root in aligned.roots]
    both = store.apply(lambda x, y: (x, y) if x and y else None, *sets)
    counts = _counts(store, both)
    total = sum(counts.values())
    agency = a.who.agency_id or " or ".join(sorted(a.who.kinds))
    for (law, policy), n in counts.items():
        if law == policy == {N}:
            continue
        data = _shown(a, b, duty, action, aligned.variables, (store, both), (law, policy))
        rules = [_rules(side, action, duty, data) if data else () for side in (a, b)]
        share = Fraction(n, total)
        yield PolicyFinding(agency, action, duty, kind_of(law, policy), law, policy, share, data, rules[0], rules[1])


def _shown(a: Side, b: Side, duty: Any, action: str, variables: Any, diagram: Any, pair: Any) -> dict[str, Any] | None:
    """Return a smallest encounter that comes out as the pair, decided on both sides to make sure."""
    store, both = diagram
    ways = zip(givable(variables, a.slices.body), givable(variables, b.slices.body), strict=True)
    nothing = store.terminal(None)
    for path in paths(store, both, lambda found: found == pair, tuple(x & y for x, y in ways)):
        masks = tuple(m if m & (m - 1) == 0 else v.whole for v, m in zip(variables, path, strict=True))
        fewest = narrow(
            variables, masks, lambda m: {store.value(t) for t in store.reach(both, m) - {nothing}} == {pair}
        )
        data, other = (_data(side, variables, fewest, action) for side in (a, b))
        if (decided(data, a.slices, duty), decided(other, b.slices, duty)) == pair:
            return data
    return None


def _rules(side: Side, action: str, duty: str | None, data: dict[str, Any]) -> tuple[Provision, ...]:
    """Return the provisions that make the answer on one side."""
    return tuple(r.provision for r in _parts(side, action, duty, data).values() if r.role in MAKES)


def finding_data(found: PolicyFinding) -> dict[str, Any]:
    """Return a finding as plain data."""
    return {
        "class": found.kind, "agency": found.agency, "action": found.action, "duty": found.duty,
        "law": sorted(found.law), "policy": sorted(found.policy), "share": str(found.share), "witness": found.witness,
        **{side: [{"provision": p.id, "cite": p.cite, "says": p.says, "path": p.path, "line": p.line} for p in rules]
           for side, rules in (("law_rules", found.law_rules), ("policy_rules", found.policy_rules))},
    }  # fmt: skip
