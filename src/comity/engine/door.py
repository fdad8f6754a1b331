"""The door: an encounter becomes what is known of every fact that could matter, checked for contradictions.

Derived facts are computed here and nowhere else. Facts that cannot be together are refused, naming a smallest set of
them that contradict each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from comity.condition.cells import Cells, cells_of
from comity.condition.tree import All, Tree, of_member, tests
from comity.engine.derived import DigestBody, derive
from comity.engine.diagram import Diagrams
from comity.engine.encounter import Encounter, Records
from comity.engine.known import Known, Range, Values, mask
from comity.engine.ties import ties
from comity.law.body import Body
from comity.vocabulary.errors import InputError, Problem
from comity.vocabulary.fact import Fact, Kind, Tier


@dataclass(frozen=True)
class _Rule:
    """A constraint, compiled: its variables in order, and the diagram of what it allows."""

    name: str
    says: str
    cells: dict[str, Cells]
    store: Diagrams
    root: int

    def allows(self, facts: Mapping[str, Known]) -> bool:
        masks = [mask(facts.get(n) or facts.get(n.rsplit(":", 1)[0]), c) for n, c in self.cells.items()]
        return any(self.store.value(t) for t in self.store.reach(self.root, masks))


@lru_cache(maxsize=8)
def _rules(words: DigestBody) -> tuple[_Rule, ...]:
    """Return each constraint by itself, then those that share facts together: what only two of them rule out counts."""
    alone = [(name, tree, says) for name, tree, says in words.body.constraints]
    groups: list[tuple[set[str], list[tuple[str, Tree, str]]]] = []
    for rule in alone:
        facts = {t.fact for t in tests(rule[1])}
        near = [g for g in groups if g[0] & facts]
        groups = [g for g in groups if g not in near]
        groups.append((facts.union(*(g[0] for g in near)), [*(r for g in near for r in g[1]), rule]))
    together = [
        (", ".join(n for n, _, _ in rules), All(tuple(t for _, t, _ in rules)), "; ".join(s for _, _, s in rules))
        for _, rules in groups
        if len(rules) > 1
    ]
    return tuple(_rule(words.body, *rule) for rule in (*alone, *together))


@lru_cache(maxsize=2048)
def _tied(words: DigestBody, names: frozenset[str]) -> tuple[_Rule, ...]:
    """Return what ties derived facts given by a caller to one another."""
    says = "no paper or record makes these so together"
    return tuple(_rule(words.body, "derived", tree, says) for tree in ties(words.body, set(names)))


def _rule(body: Body, name: str, tree: Tree, says: str) -> _Rule:
    plain = list(dict.fromkeys(of_member(t) for t in tests(tree)))
    facts = sorted({t.fact for t in plain})
    cells = {n: cells_of(body.facts.get(n) or Fact(n, Kind.YESNO), [t for t in plain if t.fact == n]) for n in facts}
    store = Diagrams([cells[n].count for n in facts])
    root = store.tree(tree, lambda t: (facts.index(of_member(t).fact), cells[of_member(t).fact].truth[of_member(t)]))
    return _Rule(name, says, cells, store, root)


def check_together(facts: Mapping[str, Known], body: Body, where: str) -> None:
    """Raise InputError, naming a smallest set, when the facts given cannot be together."""
    derived = frozenset(f for f in facts if f in body.derived)
    for rule in (*_rules(DigestBody(body)), *(_tied(DigestBody(body), derived) if len(derived) > 1 else ())):
        involved = {n if n in facts else n.rsplit(":", 1)[0] for n in rule.cells}
        given = {f: facts[f] for f in involved if f in facts}
        if not given or rule.allows(given):
            continue
        for name in sorted(given):
            fewer = {f: k for f, k in given.items() if f != name}
            if fewer and not rule.allows(fewer):
                given = fewer
        shown = ", ".join(f"`{f}: {_shown(given[f])}`" for f in sorted(given))
        raise InputError([Problem(where, None, f"{shown} cannot be together (rule `{rule.name}`)", rule.says)])


class Opened(dict[str, Known]):
    """The facts of an encounter; a derived fact is computed when it is first asked for, and kept."""

    def __init__(self, encounter: Encounter, facts: dict[str, Known], body: Body) -> None:
        super().__init__(facts)
        self._encounter = replace(encounter, facts=facts)
        self._body = body
        self._derived: dict[str, Known | None] = {}

    def get(self, name: str, default: Known | None = None) -> Known | None:  # type: ignore[override] # one kind of key
        """Return what is known of a fact, or None."""
        if name in self:
            return self[name]
        if name not in self._body.derived:
            return default
        if name not in self._derived:
            self._derived[name] = derive(self._body.derived[name], self._encounter, self._body)
        return self._derived[name]


def _shown(known: Known) -> str:
    match known:
        case Values(can_be):
            return " or ".join(sorted(can_be))
        case Range(spans):
            return f"{spans[0][0]:g} to {spans[-1][1]:g}"
        case _:
            return ", ".join(sorted(known.has))


def enter(encounter: Encounter, body: Body, where: str = "encounter") -> Encounter:
    """Return the encounter with its derived facts computed; flat paper facts follow from a list of papers.

    Raise InputError when facts contradict the constraints, or a derived fact given contradicts what it is derived from.
    """
    facts = dict(encounter.facts)
    papers = encounter.lists.get("papers")
    if papers is not None:
        for name, known in _flat(papers, body).items():
            facts[name] = _meet(facts[name], known, name, where) if name in facts else known
    for name, known in _dates(encounter, body).items():
        facts.setdefault(name, known)
    if papers is None or len(papers.items) <= 1:
        check_together(facts, body, where)
    else:
        for record in papers.items:
            check_together({body.words.flat[f]: k for f, k in record.items()}, body, where)
    unopened = replace(encounter, facts=facts)
    for name in [f for f in facts if f in body.derived]:
        computed = derive(body.derived[name], unopened, body)
        if computed is not None:
            facts[name] = _meet(facts[name], computed, name, where)
    return replace(encounter, facts=Opened(encounter, facts, body))


def transient_facts(encounter: Encounter, body: Body) -> tuple[str, ...]:
    """Return the facts given that may decide and must never be stored."""
    return tuple(f for f in encounter.facts if body.facts[f].tier is Tier.TRANSIENT)


def _dates(encounter: Encounter, body: Body) -> dict[str, Known]:
    """Return dated facts that a complete list tells: a record's dated field of the same name (an offence's day)."""
    found: dict[str, Known] = {}
    for name, records in encounter.lists.items():
        for field in body.words.lists[name]:
            known = [r.get(field) for r in records.items]
            if field in body.words.moments and records.complete and known and all(isinstance(k, Range) for k in known):
                found[field] = Range(tuple(sorted({s for k in known if isinstance(k, Range) for s in k.spans})))
    return found


def _flat(papers: Records, body: Body) -> dict[str, Known]:
    """Return what a list of papers says of the facts that stand for a single paper: one of the values shown."""
    found: dict[str, Known] = {}
    for field, fact in body.words.flat.items():
        known = [record.get(field) for record in papers.items]
        if known and papers.complete and all(isinstance(k, Values) for k in known):
            found[fact] = Values(frozenset().union(*(k.can_be for k in known if isinstance(k, Values))))
    return found


def _meet(given: Known, known: Known, name: str, where: str) -> Known:
    """Return what both say of a derived fact; raise InputError where they contradict each other."""
    if isinstance(given, Values) and isinstance(known, Values):
        both = given.can_be & known.can_be
        if both:
            return Values(both)
    elif isinstance(given, Range) and isinstance(known, Range):
        spans = [(max(a, c), min(b, d)) for a, b in given.spans for c, d in known.spans if max(a, c) <= min(b, d)]
        if spans:
            return Range(tuple(spans))
    raise InputError(
        [Problem(where, None, f"`{name}: {_shown(given)}` contradicts what it is derived from: {_shown(known)}")]
    )
