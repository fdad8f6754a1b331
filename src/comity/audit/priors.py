"""Counts how often a log holds each value of a fact, so that an interview asks first what is likely to settle it.

The counts only choose between questions; no answer rests on them. A value left blank is unknown and counts for none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from comity.audit.columns import BLANK, cell
from comity.law.body import Body
from comity.vocabulary.fact import NO, YES, Fact, Kind, Tier

if TYPE_CHECKING:
    import polars as pl


def priors_from(log: pl.DataFrame | Mapping[str, Iterable[Any]], body: Body) -> dict[str, dict[str, int]]:
    """Return, by fact, the count of each value in the columns of a log; of a set, whether it includes each member.

    Other columns, transient facts and words that a fact does not have are passed over.
    """
    names = set(log.keys() if isinstance(log, Mapping) else log.columns)
    found: dict[str, dict[str, int]] = {}
    for name, fact in body.facts.items():
        if name in names and fact.tier is not Tier.TRANSIENT and fact.kind is not Kind.MOMENT:
            known = (v for v in log[name] if v is not None and v != BLANK and not isinstance(v, Mapping))
            counts = Counter(_plain(cell(body, name, v)) for v in known)
            found |= _of_set(fact, counts) if fact.kind is Kind.SET else {name: _of_one(fact, counts)}
    return {name: counts for name, counts in found.items() if counts}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str) or not isinstance(value, Iterable) else tuple(value)


def _of_one(fact: Fact, counts: Counter[Any]) -> dict[str, int]:
    known = fact.options()
    found: Counter[str] = Counter()
    for value, count in counts.items():
        if not known or str(value) in known:
            found[str(value)] += count
    return dict(sorted(found.items()))


def _of_set(fact: Fact, counts: Counter[Any]) -> dict[str, dict[str, int]]:
    rows = sum(counts.values())
    having = {m: sum(n for members, n in counts.items() if m in members) for m in fact.values}
    return {f"{fact.name}:{m}": {YES: n, NO: rows - n} for m, n in having.items()} if rows else {}
