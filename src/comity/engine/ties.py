"""Derived facts over one list are tied: a record that makes one true may make another true as well.

If every paper that is a judge's warrant is also a criminal warrant, no situation has the first without the second. The
ties are computed from the filters, so partial knowledge stays exact.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from comity.condition.parse import syntax
from comity.condition.tree import All, Any, Not, Test, Tree
from comity.engine.derived import OTHER, DigestBody, evaluate, fields_in, paper_completions
from comity.law.body import Body
from comity.law.instrument import Derived
from comity.vocabulary.fact import YES, Kind

MOST = 50_000


def ties(body: Body, facts: set[str]) -> list[Tree]:
    """Return the conditions that `any` facts over the same list always meet together."""
    by_list: dict[str, list[str]] = {}
    for name in sorted(facts):
        derived = body.derived.get(name)
        if derived and derived.form == "any":
            by_list.setdefault(derived.over, []).append(name)
    return [t for names in by_list.values() if len(names) > 1 for t in _ties(tuple(names), DigestBody(body))]


@lru_cache(maxsize=512)
def _ties(names: tuple[str, ...], words: DigestBody) -> tuple[Tree, ...]:
    group = [words.body.derived[n] for n in names]
    signatures = _signatures(group, words)
    if signatures is None:
        return ()
    made: list[Tree] = []
    for i, name in enumerate(names):
        ways = {frozenset(n for n, on in zip(names, s, strict=True) if on) for s in signatures if s[i]}
        least = [w for w in ways if not any(other < w for other in ways)]
        if frozenset({name}) not in least:
            made.append(
                Any((Not(_yes(name)), *(All(tuple(_yes(n) for n in sorted(w))) for w in sorted(least, key=sorted))))
            )
    return tuple(made)


def _yes(name: str) -> Test:
    return Test(name, "in", (YES,))


def _signatures(group: list[Derived], words: DigestBody) -> set[tuple[bool, ...]] | None:
    """Return which filters one record can meet at once, or None where the records are too many to go through."""
    nodes = [syntax(d.filter_text) for d in group]
    fields = words.body.words.lists[group[0].over]
    used = tuple(sorted({name for node in nodes for name in fields_in(node)} & set(fields)))
    if group[0].over == "papers":
        rows: list[tuple[str | float, ...]] = list(paper_completions(used, (), words))
    else:
        if any(fields[f].kind is Kind.DATE for f in used):
            return None
        named = {row for d in group for rows_, _ in d.tables.values() for row in rows_}
        options = [tuple(fields[f].options()) or (*sorted(named), OTHER) for f in used]
        size = 1
        for option in options:
            size *= len(option)
        if size > MOST:
            return None
        rows = list(product(*options))
    found: set[tuple[bool, ...]] = set()
    for row in rows:
        record = dict(zip(used, row, strict=True))
        truths = [evaluate(node, record, d) for node, d in zip(nodes, group, strict=True)]
        found.update(product(*((False, True) if t is None else (t,) for t in truths)))
    return found
