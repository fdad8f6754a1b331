"""What the law makes of every row and action of a log, as numbers: the answers are told once, in a table beside them.

Nothing is judged here: no column says what was done. It is the quickest way to put a whole log to the whole law.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from comity.audit.coded import Coded, Codes, Column, columns_of
from comity.audit.columns import Columns
from comity.audit.importers import words_of
from comity.audit.importers.log import OPTIONAL, REQUIRED, UNKNOWN, choose
from comity.audit.line import joined
from comity.audit.run import by_law, coded_of, faults, same_law
from comity.audit.situations import Situations
from comity.audit.walk import Walk, walk_of
from comity.engine.compile import Compiled
from comity.engine.decision import outcomes_of, presume_masks
from comity.engine.slices import Slices
from comity.engine.table import closed
from comity.vocabulary.errors import problem

AT_A_TIME = 16

_ANSWER = tuple[str, str]
_Walks = dict[tuple[object, ...], Walk | None]


@dataclass(frozen=True)
class Answers:
    """`ids` has a row's number and, for each action, that of its answer (0 where the row cannot be read).

    `told` says what each number stands for: the outcomes still possible, and those under the presumptions.
    """

    ids: pl.DataFrame
    told: pl.DataFrame
    rejected: int


def answers(log: Path | pl.DataFrame, slices: Slices, actions: tuple[str, ...] = ()) -> Answers:
    """Return the answers to every row of a plain log (a Parquet file or a frame), by default for every action.

    Raise InputError for a file that cannot be read or has columns that no log may hold.
    """
    body = slices.body
    if isinstance(log, Path):
        coded, numbered = _read(log, slices), None
    else:
        coded, numbered = coded_of(log.drop("row", strict=False), body), log["row"] if "row" in log.columns else None
    coded = coded.renamed(_plain)
    rows = numbered if numbered is not None else pl.int_range(1, coded.rows + 1, eager=True, dtype=pl.Int64)
    good = _readable(coded)
    kept = np.flatnonzero(good)
    ordered, order, spans = by_law(coded.kept(kept), slices)
    situations = Situations(slices)
    made: dict[str, Any] = {"row": rows}
    told: list[dict[str, Any]] = []
    for action in actions or tuple(body.words.actions):
        numbers: dict[_ANSWER, int] = {}
        walks: _Walks = {}
        found = np.zeros(coded.rows, dtype=np.uint16)
        for compiled, span in same_law(spans, situations, action):
            found[kept[order[span]]] = _numbers(ordered, span, compiled, slices, numbers, walks)
        made[action] = found
        told += [{"action": action, "answer": n, "outcomes": o, "presumed": p} for (o, p), n in numbers.items()]
    schema = {"action": pl.String, "answer": pl.UInt16, "outcomes": pl.String, "presumed": pl.String}
    return Answers(pl.DataFrame(made), pl.DataFrame(told, schema=schema), int(coded.rows - len(kept)))


def _read(path: Path, slices: Slices) -> Coded:
    """Return the columns of a Parquet file that the law can turn on, as numbers; few are ever text in memory."""
    words = words_of(slices.body.words)
    try:
        header = list(pl.read_parquet_schema(path))
        choose(path, header, words)
        names = {*REQUIRED, *OPTIONAL, *words.known_facts, *words.known_moments}
        wanted = [n for n in header if n in names]
        rows = int(pl.scan_parquet(path).select(pl.len()).collect().item())
        columns: dict[str, Column] = {}
        for start in range(0, len(wanted), AT_A_TIME):
            columns |= columns_of(pl.read_parquet(path, columns=wanted[start : start + AT_A_TIME]))
        return Coded(Columns(slices.body), columns, rows)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise problem(str(path), None, "is not a whole Parquet file; it may be cut short") from None


def _plain(text: str) -> str:
    """Return a text of a raw log as the readers give it: no spaces around it, and one word for unknown."""
    told = text.strip()
    return "" if told.lower() in UNKNOWN else told


def _readable(coded: Coded) -> np.ndarray[Any, Any]:
    """Return which rows can be read."""
    good = np.ones(coded.rows, dtype=bool)
    for _, rows, _ in faults(coded):
        good[rows] = False
    return good


def _numbers(
    coded: Coded, rows: slice, compiled: Compiled, slices: Slices, numbers: dict[_ANSWER, int], walks: _Walks
) -> Codes:
    """Return the number of each row's answer under the law compiled; new answers are added to `numbers`."""
    told = [coded.letters(cells) for cells in compiled.variables]
    alphabet = [letters for letters, _ in told]
    columns = [codes[rows] for _, codes in told]
    key = (id(compiled), *alphabet)
    if key not in walks:
        table = closed(compiled.store, compiled.plain, alphabet)
        walks[key] = walk_of(table) if table is not None else None
    walk = walks[key]
    value = compiled.store.value

    def number(strict: Any, presumed: Any) -> int:
        return numbers.setdefault((joined(strict), joined(presumed)), len(numbers) + 1)

    def alone(row: int) -> int:
        masks = tuple(letters[int(codes[row])][0] for letters, codes in zip(alphabet, columns, strict=True))
        filled, _ = presume_masks(compiled, masks, slices.body)
        return number(outcomes_of(compiled, masks), outcomes_of(compiled, filled))

    count = rows.stop - rows.start
    if walk is None:
        return np.array([alone(r) for r in range(count)], dtype=np.uint16)
    ends = walk.ends(columns, count)
    known = walk.table.ends
    onto = np.zeros(len(known), dtype=np.uint16)
    for end in np.flatnonzero(np.bincount(ends, minlength=len(known))):
        strict, presumed = ({value(t) for t in side} - {None} for side in known[int(end)])
        onto[end] = number(strict, presumed) if presumed else 0
    found: Codes = onto[ends]
    for row in np.flatnonzero(found == 0):  # presumptions that cannot all hold together are taken one by one
        found[row] = alone(int(row))
    return found
