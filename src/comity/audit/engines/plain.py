"""A plain log as an engine holds it, every column that is read as text, with a blank where nothing is recorded.

Engines differ in how they compare nulls, dates and yes/no columns; texts they all compare alike. A column that is no
word of the vocabulary is not read and never leaves the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw

from comity.audit.columns import BLANK
from comity.audit.engines.native import Beside, Lazy, beside, engine_of, opened
from comity.law.body import Body
from comity.vocabulary.errors import InputError, Problem

WHO = ("place", "agency", "agency_id")
# What a log writes for done and not done; anything else that can be read is not recorded.
DONE = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True)
class Plain:
    """A log in its engine. `frame` has `row`, who, `on` and the columns `facts`, all text but `row`."""

    frame: Lazy
    facts: tuple[str, ...]
    beside: Beside


def plain(log: Any, body: Body) -> Plain:
    """Return a lazy frame as a plain log.

    Raise InputError for one without place, agency or day, and for columns of the engine's own times or nested cells.
    """
    frame = opened(log)
    kinds = frame.collect_schema()
    facts = tuple(n for n in frame.columns if n in body.facts or n in body.words.lists)
    problems = [
        Problem("log", None, f"has no column `{name}`", "a log needs `place`, `agency` and `on`")
        for name in ("place", "agency", "on")
        if name not in kinds
    ]
    read = [n for n in (*WHO, "on", *facts) if n in kinds]
    problems += [p for n in read for p in _fault(n, kinds[n], engine_of(frame))]
    if problems:
        raise InputError(problems)
    texts = [_text(n, kinds[n]) for n in read]
    unnamed = [] if "agency_id" in kinds else [nw.lit(BLANK).alias("agency_id")]
    return Plain(frame.select(nw.col("row").cast(nw.Int64), *texts, *unnamed), facts, beside(frame))


def _fault(name: str, kind: Any, engine: str) -> list[Problem]:
    if isinstance(kind, nw.Datetime):
        hint = "give days like 2026-02-28" if name == "on" else "give text with its offset, like 2026-02-10T02:40-05:00"
        return [Problem("log", None, f"column `{name}` holds times of the engine's own kind", hint)]
    if kind.is_nested() or isinstance(kind, nw.Binary | nw.Object):
        return [Problem("log", None, f"column `{name}` holds no plain values", "one column holds one value as text")]
    if engine == "spark" and "." in name:
        return [Problem("log", None, f"column `{name}` has a dot in its name, which Spark cannot read", "leave it out")]
    return []


def _text(name: str, kind: Any) -> nw.Expr:
    column = nw.col(name)
    if isinstance(kind, nw.Boolean):
        told = nw.when(column).then(nw.lit("yes")).otherwise(nw.lit("no"))
        return nw.when(column.is_null()).then(nw.lit(BLANK)).otherwise(told).alias(name)
    return (column if isinstance(kind, nw.String) else column.cast(nw.String)).fill_null(BLANK)
