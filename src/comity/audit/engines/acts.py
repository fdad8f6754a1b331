"""The acts of a log, judged in the engine that holds it: each distinct situation is decided once and joined back.

Every row is taken once per act. Of its columns only those that the law of that act, agency and time can tell apart are
kept; what is then distinct goes to the driver, and the verdicts come back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import narwhals as nw
import polars as pl

from comity.audit.coded import Coded, column
from comity.audit.columns import BLANK
from comity.audit.engines.faults import Sorted
from comity.audit.engines.native import Lazy, distinct
from comity.audit.engines.parts import Parts, parted
from comity.audit.engines.plain import DONE, Plain
from comity.audit.judge import judge
from comity.audit.line import LINE, NAMES, joined
from comity.audit.many import numbered
from comity.audit.situations import Situation, Situations
from comity.engine.compile import Compiled

_VERDICT = ("action", "did", "finding", "presumed_finding", "outcomes", "presumed", "situation", "detail")
_SHAPED = {"on": nw.col("_on").alias("on"), "duty": nw.lit(None).cast(nw.String).alias("duty")}


@dataclass(frozen=True)
class Group:
    """The rows of one act under one compiled law: the numbers of their keys."""

    action: str
    compiled: Compiled
    keys: list[int] = field(default_factory=list)


def judge_acts(out: Sorted, log: Plain, situations: Situations, actions: tuple[str, ...]) -> Lazy | None:
    """Return a line for each row and act, or None where there is none to judge."""
    for action in actions:
        situations.count(action, ())
    groups = _groups(out.keys, situations, actions)
    if not groups:
        return None
    unread = Parts(situations.slices.body, present=(*log.facts, "on"))
    parts, frame = parted(out.kept(), log.beside, unread, [v for g in groups for v in g.compiled.variables])
    own = [parts.told(g.compiled.variables) for g in groups]
    frame = frame.join(log.beside(_group_of(groups, actions)), on="_key", how="inner")
    long = _long(frame, groups, own, actions, log.facts)
    by = [n for n in long.columns if n in ("_group", "_did") or n.startswith("_own_")]
    met = distinct(long, by)
    decided = [
        _decided(mine, group, own[number], parts, situations)
        for number, group in enumerate(groups)
        if (mine := met.filter(pl.col("_group") == number)).height
    ]
    if not decided:
        return None
    told = long.join(log.beside(pl.concat(decided).select(*by, *_VERDICT)), on=by, how="inner")
    return told.select(*(_SHAPED.get(name, nw.col(name)) for name in NAMES))


def _decided(
    met: pl.DataFrame, group: Group, own: tuple[str, ...], parts: Parts, situations: Situations
) -> pl.DataFrame:
    """Return the distinct records of one group with their verdicts."""
    columns = {name: column(met[f"_own_{place}"]) for place, name in enumerate(own)}
    same = column(pl.Series([BLANK] * met.height))
    columns |= dict.fromkeys(parts.alike(group.compiled.variables), same)
    coded = Coded(parts, columns, met.height)
    numbers = numbered(coded, slice(0, met.height), group.compiled, situations, group.action).tolist()
    situations.count(group.action, set(numbers))
    done = [DONE.get(text.lower()) for text in met["_did"]]
    verdicts = {pair: _verdict(situations.found[pair[0]], *pair) for pair in zip(numbers, done, strict=True)}
    lines = [verdicts[pair] for pair in zip(numbers, done, strict=True)]
    return met.hstack(pl.DataFrame(lines, schema={n: LINE[n] for n in _VERDICT}, orient="row"))


def _groups(keys: list[dict[str, Any]], situations: Situations, actions: tuple[str, ...]) -> list[Group]:
    found: dict[tuple[str, int], Group] = {}
    for action in actions:
        for key in keys:
            compiled = situations.compiled(key, action)
            found.setdefault((action, id(compiled)), Group(action, compiled)).keys.append(key["_key"])
    return list(found.values())


def _group_of(groups: list[Group], actions: tuple[str, ...]) -> pl.DataFrame:
    """Return the group of each key, action by action."""
    table = pl.DataFrame({"_key": sorted({k for g in groups for k in g.keys})}, schema={"_key": pl.Int64})
    for number, action in enumerate(actions):
        group_of = {k: n for n, g in enumerate(groups) if g.action == action for k in g.keys}
        found = pl.col("_key").replace_strict(group_of, return_dtype=pl.Int64)
        table = table.with_columns(found.alias(f"_group_{number}"))
    return table


def _long(
    frame: Lazy, groups: list[Group], own: list[tuple[str, ...]], actions: tuple[str, ...], facts: tuple[str, ...]
) -> Lazy:
    """Return every row once per act, with its group, what was done, and its group's own columns as `_own_0`, ..."""
    made = []
    for number, action in enumerate(actions):
        did, group = f"did_{action}", nw.col(f"_group_{number}")
        mine = {n: own[n] for n, g in enumerate(groups) if g.action == action}
        chosen = [(nw.col(did) if did in facts else nw.lit(BLANK)).alias("_did")]
        chosen += [_chosen(group, mine, place).alias(f"_own_{place}") for place in range(max(map(len, own)))]
        made.append(frame.select("row", "place", "agency", "_on", group.alias("_group"), *chosen))
    return nw.concat(made)


def _chosen(group: nw.Expr, own: dict[int, tuple[str, ...]], place: int) -> nw.Expr:
    """Return, for each row, the column that its group has in this place, and a blank where it has none."""
    users: dict[str, list[int]] = {}
    for number, names in own.items():
        if place < len(names):
            users.setdefault(names[place], []).append(number)
    made = nw.lit(BLANK)
    for name, numbers in users.items():
        if len(numbers) == len(own):
            return nw.col(name)
        made = nw.when(group.is_in(numbers)).then(nw.col(name)).otherwise(made)
    return made


def _verdict(s: Situation, number: int, did: bool | None) -> tuple[object, ...]:  # noqa: FBT001 - done, not done, not recorded
    """Return what is found of an act that was done, not done or not recorded."""
    return (
        *(s.action, did, str(judge(s.outcomes, did)), str(judge(s.presumed, did))),
        *(joined(s.outcomes), joined(s.presumed), number),
        "turns on " + ", ".join(s.turns_on) if len(s.outcomes) > 1 else "",
    )
