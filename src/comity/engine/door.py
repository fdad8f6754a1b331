"""The door: an encounter becomes what is known of every fact that could matter, checked for contradictions.

Derived facts are computed here and nowhere else. Facts that cannot be together are refused, naming a smallest set of
them that contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from comity.condition.cells import Cells, cells_of
from comity.condition.tree import All, Tree, of_member, tests
from comity.engine.derived import Verdicts, derive, derive_from, records_of, verdicts_met
from comity.engine.diagram import Diagrams
from comity.engine.digest import DigestBody
from comity.engine.encounter import Encounter, Records
from comity.engine.known import Column, Known, Range, Values, mask
from comity.engine.ties import ties
from comity.law.body import Body
from comity.law.instrument import Derived
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


@lru_cache(maxsize=8)
def _constrained(words: DigestBody) -> tuple[str, ...]:
    """Return the facts that the constraints speak on."""
    names = {n for rule in _rules(words) for n in rule.cells}
    return tuple(sorted(names | {n.rsplit(":", 1)[0] for n in names}))


def check_together(facts: Mapping[str, Known], body: Body, where: str) -> None:
    """Raise InputError, naming a smallest set, when the facts given cannot be together."""
    words = DigestBody(body)
    names = (*_constrained(words), *_derived_among(facts, body))
    wrong = _contradiction(words, frozenset((f, facts[f]) for f in names if f in facts))
    if wrong is not None:
        raise InputError([Problem(where, None, *wrong)])


@lru_cache(maxsize=4096)
def _contradiction(words: DigestBody, facts: frozenset[tuple[str, Known]]) -> tuple[str, str] | None:
    """Return what is wrong with facts that cannot be together, and the rule in words, or None."""
    known = dict(facts)
    derived = frozenset(f for f in known if f in words.body.derived)
    for rule in (*_rules(words), *(_tied(words, derived) if len(derived) > 1 else ())):
        involved = {n if n in known else n.rsplit(":", 1)[0] for n in rule.cells}
        given = {f: known[f] for f in involved if f in known}
        if not given or rule.allows(given):
            continue
        for name in sorted(given):
            fewer = {f: k for f, k in given.items() if f != name}
            if fewer and not rule.allows(fewer):
                given = fewer
        shown = ", ".join(f"`{f}: {_shown(given[f])}`" for f in sorted(given))
        return f"{shown} cannot be together (rule `{rule.name}`)", rule.says
    return None


def _derived_among(facts: Mapping[str, Known], body: Body) -> tuple[str, ...]:
    return _in_order(facts, facts.keys() & body.derived.keys())


def _in_order(facts: Mapping[str, Known], some: Collection[str]) -> tuple[str, ...]:
    return tuple(f for f in facts if f in some) if some else ()


class _Looked(dict[str, Known | None]):
    """What is known of facts by name: a derived fact is computed when it is first looked up, and kept."""

    def __init__(self, encounter: Encounter, body: Body) -> None:
        super().__init__(encounter.facts)
        self._encounter, self._body = encounter, body
        self._lists: dict[str, tuple[Records, tuple[Verdicts, ...]] | None] = {}

    def __missing__(self, name: str) -> Known | None:
        derived = self._body.derived.get(name)
        found = self[name] = self._derive(derived) if derived else None
        return found

    def _derive(self, derived: Derived) -> Known | None:
        if derived.form == "between":
            return derive(derived, self._encounter, self._body)
        name = derived.over
        if name not in self._lists:
            records = records_of(name, self._encounter, self._body)
            self._lists[name] = None if records is None else (records, verdicts_met(records, self._body))
        listed = self._lists[name]
        return None if listed is None else derive_from(derived, self._encounter.on, *listed, self._body)


class _Masks(dict[Column, int]):
    """The cells that variables can still lie in, each worked out when it is first looked up."""

    def __init__(self, facts: Opened, look: Callable[[str], Known | None]) -> None:
        super().__init__()
        self._facts, self._look = facts, look

    def __missing__(self, column: Column) -> int:
        found = self[column] = column.mask(self._look)
        if found == column.whole and column.fact in self._facts:
            self._facts.open.add(column)
        return found


class Opened(dict[str, Known]):
    """The facts of an encounter that were given; `get` finds derived facts too.

    `mask` gives the cells a variable can still lie in; `open` are the variables met so far of which something is known
    though every cell is open. `transient` are the facts that are never kept, `readings` the readings of open points.
    """

    def __init__(self, encounter: Encounter, body: Body) -> None:
        super().__init__(encounter.facts)
        self._look: Callable[[str], Known | None] = _Looked(encounter, body).__getitem__
        self.mask: Callable[[Column], int] = _Masks(self, self._look).__getitem__
        self.open: set[Column] = set()
        self.transient = transient_facts(encounter, body)
        others = encounter.facts.keys() - body.words.all_facts.keys()
        self.readings = tuple(f for f in others if f.startswith("reading:"))

    def get(self, name: str, default: Known | None = None) -> Known | None:  # type: ignore[override] # one kind of key
        """Return what is known of a fact, a derived one too, or None."""
        found = self._look(name)
        return default if found is None else found

    def masks(self, columns: Iterable[Column]) -> tuple[int, ...]:
        """Return, for each variable, the cells it can still lie in."""
        return tuple(map(self.mask, columns))

    def open_among(self, columns: Iterable[Column]) -> frozenset[str]:
        """Return the facts of variables of which something is known though every cell is open."""
        return frozenset([c.fact for c in columns if c in self.open]) if self.open else frozenset()


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
    facts = encounter.facts
    papers = encounter.lists.get("papers")
    if encounter.lists:
        facts = _with_lists(encounter, body, where)
    if papers is None or len(papers.items) <= 1:
        check_together(facts, body, where)
    else:
        for record in papers.items:
            check_together({body.words.flat[f]: k for f, k in record.items()}, body, where)
    told = encounter if facts is encounter.facts else replace(encounter, facts=facts)
    given = _narrowed(told, body, where)
    return replace(given, facts=Opened(given, body))


def _with_lists(encounter: Encounter, body: Body, where: str) -> dict[str, Known]:
    """Return the facts with those that the lists tell."""
    facts = dict(encounter.facts)
    if "papers" in encounter.lists:
        for name, known in _flat(encounter.lists["papers"], body).items():
            facts[name] = _meet(facts[name], known, name, where) if name in facts else known
    return _dates(encounter, body) | facts


def _narrowed(encounter: Encounter, body: Body, where: str) -> Encounter:
    """Return the encounter with the derived facts given narrowed by what they are derived from."""
    derived = _derived_among(encounter.facts, body)
    if not derived:
        return encounter
    given = replace(encounter, facts=dict(encounter.facts))
    for name in derived:
        computed = derive(body.derived[name], given, body)
        if computed is not None:
            given.facts[name] = _meet(given.facts[name], computed, name, where)
    return given


def transient_facts(encounter: Encounter, body: Body) -> tuple[str, ...]:
    """Return the facts given that may decide and must never be stored."""
    return _in_order(encounter.facts, encounter.facts.keys() & _transient(DigestBody(body)))


@lru_cache(maxsize=8)
def _transient(words: DigestBody) -> frozenset[str]:
    return frozenset(name for name, fact in words.body.facts.items() if fact.tier is Tier.TRANSIENT)


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
