"""What differs between the law of two sides: two days, places, agencies, bills laid over, or bodies of law.

Two laws are equal here where every situation comes out the same; that other provisions say so makes no difference. An
outcome is the set that the facts leave: where an open point is settled meanwhile, the outcomes differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from comity.analysis.witness import decided, encounter_data, givable, left_open, narrow, over_readings, paths
from comity.condition.cells import Cells
from comity.engine.alignment import Aligned, align
from comity.engine.compile import Compiled
from comity.engine.decision import decide_action
from comity.engine.diagram import Diagrams
from comity.engine.door import enter
from comity.engine.encounter import Encounter, read_encounter
from comity.engine.roles import Reason
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.provision import Provision
from comity.law.selector import Who
from comity.vocabulary.errors import nearest, problem
from comity.vocabulary.modality import Outcome, Role

Outcomes = frozenset[Outcome]
MAKES = (Role.CONTROLS, Role.MAY_CONTROL, Role.EXEMPTS, Role.BARS_LIMITS)


@dataclass(frozen=True)
class Side:
    """The law of one agency on one day, perhaps with bills laid over, perhaps as it was known on another day."""

    slices: Slices
    who: Who
    on: date
    overlays: tuple[str, ...] = ()
    known_at: date | None = None

    def compiled(self, action: str, duty: str | None) -> Compiled:
        """Return the law of one act."""
        return self.slices.compiled(self._play(action), duty)

    def duties(self, action: str) -> tuple[str, ...]:
        """Return the duties that the law speaks on for an action."""
        return self.slices.duties(self._play(action))

    def _play(self, action: str) -> Any:
        return self.slices.play(Encounter(self.who, self.on, known_at=self.known_at), action, self.overlays)


@dataclass(frozen=True)
class Cause:
    """A provision that makes the answer on one side (`first` or `second`) and not on the other."""

    provision: Provision
    role: Role
    side: str


@dataclass(frozen=True)
class Difference:
    """An act whose law differs. `share` is the part of the situations possible on both sides that change.

    `pairs` gives each pair of outcomes, changed or not, with its share. `first` and `second` are a smallest encounter
    on each side, None where the change lies in no situation that can be given; `came` its outcomes there, `where` its
    facts in words, `open` the open points these turn on; `since` the day from which it comes out as on the second side.
    """

    action: str
    duty: str | None
    share: Fraction
    pairs: dict[tuple[Outcomes, Outcomes], Fraction]
    first: dict[str, Any] | None
    second: dict[str, Any] | None
    came: tuple[Outcomes, Outcomes]
    where: tuple[str, ...]
    causes: tuple[Cause, ...]
    open: tuple[str, ...]
    since: date | None


def differ(a: Side, b: Side, actions: Iterable[str] | None = None) -> list[Difference]:
    """Return every act, of all actions or those given, whose law differs between two sides; none where all is equal.

    Raise InputError where the two bodies of law mean different things by one fact.
    """
    found = []
    words = a.slices.body.words.actions.keys() & b.slices.body.words.actions.keys()
    for action in [n for n in a.slices.body.words.actions if n in words] if actions is None else actions:
        for duty in (None, *dict.fromkeys((*a.duties(action), *b.duties(action)))):
            one = difference(a, b, action, duty)
            if one is not None:
                found.append(one)
    return found


def difference(a: Side, b: Side, action: str, duty: str | None = None) -> Difference | None:
    """Return how the law of one act differs between two sides, or None where every situation comes out the same."""
    mine, theirs = a.compiled(action, duty), b.compiled(action, duty)
    if mine is theirs:
        return None
    _same_words((mine, theirs), (a.slices.body, b.slices.body))
    aligned = align([mine, theirs])
    store = aligned.store
    sets = [over_readings(store, root, aligned.variables) for root in aligned.roots]
    both = store.apply(lambda x, y: (x, y) if x and y else None, *sets)
    counts = pair_counts(store, both)
    total = sum(counts.values())
    changed = sum(n for (x, y), n in counts.items() if x != y)
    if not changed:
        return None
    shares = {pair: Fraction(n, total) for pair, n in counts.most_common()}
    seen = _witness(a, b, action, duty, aligned, both)
    came = seen.came if seen else next(pair for pair in shares if pair[0] != pair[1])
    first, second = (seen.first, seen.second) if seen else (None, None)
    causes = tuple(_causes(a, b, action, duty, first, second)) if first and second else ()
    since = _since(a, b, duty, first, came[1]) if first else None
    where, open_points = (seen.where, seen.open) if seen else ((), ())
    return Difference(
        action, duty, Fraction(changed, total), shares, first, second, came, where, causes, open_points, since
    )


def _same_words(acts: tuple[Compiled, Compiled], bodies: tuple[Body, Body]) -> None:
    if bodies[0] is bodies[1]:
        return
    for name in sorted({v.fact for v in acts[0].variables} & {v.fact for v in acts[1].variables}):
        one, other = (body.facts.get(name) for body in bodies)
        if one and other and (one.kind, one.values) != (other.kind, other.values):
            what = f"fact `{name}` has other values in the second body of law"
            raise problem("differ", None, what, "the two cannot be compared where it is tested")


def pair_counts(store: Diagrams, root: int) -> Counter[Any]:
    """Return in how many tuples of cells each terminal, such as a pair of outcomes, comes out, None left out."""
    memo: dict[int, Counter[Any]] = {}

    def walk(n: int) -> Counter[Any]:
        if n < 0:
            return Counter({store.value(n): 1})
        if n not in memo:
            memo[n] = Counter()
            here = store.var[n]
            for kid in store.kids[n]:
                skipped = _product(store, here + 1, store.var[kid] if kid >= 0 else len(store.arity))
                for value, count in walk(kid).items():
                    memo[n][value] += count * skipped
        return memo[n]

    counted = walk(root)
    return Counter({pair: n for pair, n in counted.items() if pair is not None})


def _product(store: Diagrams, start: int, end: int) -> int:
    total = 1
    for variable in range(start, end):
        total *= store.arity[variable]
    return total


@dataclass(frozen=True)
class _Seen:
    first: dict[str, Any]
    second: dict[str, Any]
    came: tuple[Outcomes, Outcomes]
    open: tuple[str, ...]
    where: tuple[str, ...]


def _witness(a: Side, b: Side, action: str, duty: str | None, aligned: Aligned, both: int) -> _Seen | None:
    """Return a smallest encounter that comes out otherwise on each side, decided on both to make sure."""
    store, variables = aligned.store, aligned.variables
    ways = zip(givable(variables, a.slices.body), givable(variables, b.slices.body), strict=True)
    allowed = tuple(x & y for x, y in ways)
    nothing = store.terminal(None)
    for path in paths(store, both, lambda pair: pair is not None and pair[0] != pair[1], allowed):
        (reached,) = store.reach(both, path) - {nothing}
        masks = tuple(m if m & (m - 1) == 0 else v.whole for v, m in zip(variables, path, strict=True))
        fewest = narrow(variables, masks, lambda m, t=reached: store.reach(both, m) - {nothing} == {t})  # type: ignore[misc] # bound now
        came = store.value(reached)
        data = [side_data(side, variables, fewest, action) for side in (a, b)]
        if all(decided(d, s.slices, duty, s.overlays) == c for d, s, c in zip(data, (a, b), came, strict=True)):
            roots = aligned.roots
            open_points = {name for root in roots for name in left_open(store, root, variables, fewest)}
            where = tuple(_fact(v, m) for v, m in zip(variables, fewest, strict=True) if m != v.whole)
            return _Seen(data[0], data[1], came, tuple(sorted(open_points)), where)
    return None


def side_data(side: Side, variables: tuple[Cells, ...], masks: tuple[int, ...], action: str) -> dict[str, Any]:
    """Return the witness on one side; a fact that this side's law does not know cannot matter there."""
    body = side.slices.body
    known = tuple(
        m if v.fact in body.facts or v.fact.rpartition(":")[0] in body.facts else v.whole
        for v, m in zip(variables, masks, strict=True)
    )
    data = encounter_data(variables, known, side.who, side.on, action, body)
    return {**data, "known_at": side.known_at.isoformat()} if side.known_at else data


def _causes(
    a: Side, b: Side, action: str, duty: str | None, first: dict[str, Any], second: dict[str, Any]
) -> Iterable[Cause]:
    """Yield the provisions whose part in the answer to the witness is another on the two sides."""
    mine, theirs = parts_of(a, action, duty, first), parts_of(b, action, duty, second)
    two_laws = a.slices.body is not b.slices.body
    for name, reason in theirs.items():
        before = mine.get(name)
        changed = before is None or before.role != reason.role or (two_laws and before.provision != reason.provision)
        if changed and _matters(reason, theirs, mine):
            yield Cause(reason.provision, reason.role, "second")
    for name, reason in mine.items():
        after = theirs.get(name)
        if (after is None or after.role not in MAKES) and _matters(reason, mine, theirs):
            yield Cause(reason.provision, reason.role, "first")


def _matters(reason: Reason, here: dict[str, Reason], there: dict[str, Reason]) -> bool:
    """Return whether a provision makes the answer here, or defeats here what makes it on the other side."""
    if reason.role in (Role.CONTROLS, Role.MAY_CONTROL):
        return True
    defeated = (r.provision.id for r in here.values() if reason.provision.id in r.yields_to)
    return reason.role in MAKES and any(name in there and there[name].role in MAKES for name in defeated)


def parts_of(side: Side, action: str, duty: str | None, data: Mapping[str, Any]) -> dict[str, Reason]:
    """Return the part of each provision in the answer that one side gives to an encounter, by the provision's id."""
    body = side.slices.body
    answer = decide_action(enter(read_encounter(data, body), body), side.slices, action, side.overlays)
    reasons = answer.reasons
    if duty is not None:
        reasons = tuple(r for owed in answer.duties if owed.what == duty for r in owed.reasons)
    return {r.provision.id: r for r in reasons if not r.remote}


def _since(a: Side, b: Side, duty: str | None, first: dict[str, Any], then: Outcomes) -> date | None:
    """Return a day between two days on which the witness turns into what it is on the second, or None."""
    if a.slices is not b.slices or a.who != b.who or a.overlays != b.overlays or a.on >= b.on:
        return None
    days = [day for day in a.slices.change_days if a.on < day <= b.on]
    low, high = 0, len(days) - 1
    while low < high:
        middle = (low + high) // 2
        on_day = {**first, "on": days[middle].isoformat()}
        if decided(on_day, a.slices, duty, a.overlays) == then:
            high = middle
        else:
            low = middle + 1
    return days[low] if days else None


def in_words(outcomes: Outcomes) -> str:
    """Return outcomes as a phrase, in the words of the engine."""
    return " or ".join(str(o).replace("_", " ") for o in sorted(outcomes))


def sentence(found: Difference, a: Side, b: Side, words: Callable[[Outcomes], str] = in_words) -> str:
    """Return in one plain sentence what changes, where and because of which provisions; `words` names outcomes."""
    verb = a.slices.body.words.actions[found.action].verb
    act = f"the duty `{found.duty}` when asked to {verb}" if found.duty else f"to {verb}"
    before, after = words(found.came[0]), words(found.came[1])
    facts = " and ".join(found.where)
    condition = f"where {facts}" if facts else "whatever the facts"
    if a.who != b.who:
        said = f"{act} is {before} in {_whose(a, b)} and {after} in {_whose(b, a)} {condition}"
    else:
        start = f"from {found.since}, " if found.since else f"with {', '.join(b.overlays)}, " if b.overlays else ""
        said = f"{start}{act} turns from {before} into {after} {condition}"
    by = [f"{'no longer ' if c.side == 'first' else ''}{c.provision.id} ({c.provision.cite})" for c in found.causes]
    if a.who != b.who:
        by = [f"{c.provision.id} ({c.provision.cite})" for c in found.causes]
    text = f"{said}, because of {'; '.join(by)}." if by else f"{said}."
    return text[0].upper() + text[1:]


def _whose(side: Side, other: Side) -> str:
    """Return a side in words: its place, with the agency where only that parts it from the other."""
    if side.who.place != other.who.place:
        return side.who.place
    return f"{side.who.place} for {side.who.agency_id or ' or '.join(sorted(side.who.kinds))}"


def _fact(cells: Cells, mask: int) -> str:
    labels = [cells.label(c) for c in range(cells.count) if mask >> c & 1]
    return f"`{cells.fact}` is {' or '.join(labels)}"


def side_of(data: Mapping[str, Any], slices: Slices, where: str = "side") -> Side:
    """Return the side that plain data describes: place, agency, on, and perhaps overlays and known_at.

    Raise InputError naming every wrong word.
    """
    overlays = data.get("overlays") or ()
    for name in overlays:
        if name not in slices.body.overlays:
            raise problem(where, None, f"unknown bill `{name}`", nearest(str(name), slices.body.overlays))
    plain = {key: value for key, value in data.items() if key != "overlays"}
    encounter = read_encounter(plain, slices.body, where)
    return Side(slices, encounter.who, encounter.on, tuple(overlays), encounter.known_at)


def difference_data(found: Difference, a: Side, b: Side) -> dict[str, Any]:
    """Return a difference as plain data; shares are fractions as text and as a number."""
    return {
        "action": found.action,
        "duty": found.duty,
        "says": sentence(found, a, b),
        "share": str(found.share),
        "share_number": float(found.share),
        "pairs": [{"first": sorted(x), "second": sorted(y), "share": str(s)} for (x, y), s in found.pairs.items()],
        "outcomes": {"first": sorted(found.came[0]), "second": sorted(found.came[1])},
        "witness": {"first": found.first, "second": found.second},
        "open": list(found.open),
        "since": found.since.isoformat() if found.since else None,
        "because": [
            {"provision": c.provision.id, "side": c.side, "role": str(c.role), "modality": str(c.provision.modality),
             "cite": c.provision.cite, "says": c.provision.says, "path": c.provision.path, "line": c.provision.line}
            for c in found.causes
        ],
    }  # fmt: skip
