"""The law as comity has it: the folder benchmarks/body, compiled; answers are sets of outcomes still possible.

What is measured is the walk of whole columns that the audit uses, from letters to sets of outcomes (`walk`).
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from log_rows import (
    ACTIONS,
    ANSWERS,
    CHANGE,
    DAYS,
    MISSING,
    NEVER,
    WORDS,
    YEARS,
    Rows,
    draw,
    load,
)
from peers.interface import YES, Run, Said

import comity
from comity.audit.walk import walk_of
from comity.condition.cells import NEVER_PASSED, Cells
from comity.engine.compile import Compiled
from comity.engine.decision import encode, outcomes_of
from comity.engine.door import enter
from comity.engine.encounter import read_encounter
from comity.engine.table import Letter, closed
from comity.vocabulary.modality import Outcome

NAME, PACKAGE, PACE = "comity", "comity", "columns"
UNKNOWN = "as unknown"
FORBIDS_ONLY = False

BODY = Path(__file__).resolve().parent.parent / "body"
VOCABULARY = BODY.parent.parent / "law" / "vocabulary"
PLACE, AGENCY = "us/xx/sampleton", "police_municipal"
YEARS_FACT = f"us/xx:custody-act/{YEARS}"
_BIT = {Outcome(word): 1 << number for number, word in enumerate(ANSWERS[:5])}


@cache
def law() -> comity.Law:
    """Return the two-action body: the made-up law on top of the vocabulary of the real one."""
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
        copy = Path(folder) / "law"
        shutil.copytree(BODY, copy)
        shutil.copytree(VOCABULARY, copy / "vocabulary")
        return comity.load(copy)


def compiled(action: str, *, late: bool) -> Compiled:
    """Return the compiled law of an action, before the change or after it."""
    day = CHANGE if late else DAYS[0]
    given = {"place": PLACE, "agency": AGENCY, "on": day.isoformat(), "facts": {}}
    slices = law().slices
    return slices.compiled(slices.play(read_encounter(given, law().body), action))


def prepare(rows: Rows) -> Run:
    """Encode each column by the cells of the law in force, and close its diagrams into tables: what is done once."""
    first = int(np.count_nonzero(~rows.late))
    parts = []
    for where, late in ((slice(0, first), False), (slice(first, len(rows)), True)):
        for position, action in enumerate(ACTIONS):
            act = compiled(action, late=late)
            parts.append((where, position, walk(act, {f: c[where] for f, c in rows.facts.items()})))

    def run() -> np.ndarray:
        found = np.empty((len(rows), len(ACTIONS)), np.uint8, order="F")
        for where, position, answer in parts:
            found[where, position] = answer()
        return found

    return run


def walk(act: Compiled, facts: dict[str, np.ndarray]) -> Callable[[], np.ndarray]:
    """Return what answers the rows of one act anew at each call: encoded columns to the set each row can end in."""
    alphabet, columns = [], []
    for variable in act.variables:
        name = YEARS if variable.fact == YEARS_FACT else variable.fact
        letters, column = _letters(name, variable, facts[name])
        alphabet.append(letters)
        columns.append(column)
    table = closed(act.store, act.outcome, alphabet)
    if table is None:
        message = "the closed table of the two-action body is too large"
        raise ValueError(message)
    walking, count = walk_of(table), len(next(iter(facts.values())))
    ends = np.array([_set(act, end[0]) for end in table.ends], np.uint8)
    return lambda: ends.take(walking.ends(columns, count))


def _letters(fact: str, cells: Cells, codes: np.ndarray) -> tuple[tuple[Letter, ...], np.ndarray]:
    """Return the letters of a column, each a set of cells with the set under the presumption, and each row's letter."""
    known = law().body.facts.get(fact)
    presumed = cells.mask_of_values({known.presumption}) if known and known.presumption else cells.whole
    met = np.flatnonzero(np.bincount(codes.astype(np.int64) - MISSING, minlength=1)) + MISSING
    letters: dict[Letter, int] = {}
    onto = np.zeros(int(met.max(initial=MISSING)) - MISSING + 1, np.uint8)
    for code in met:
        mask = _mask(fact, cells, int(code))
        onto[code - MISSING] = letters.setdefault((mask, presumed if mask == cells.whole else mask), len(letters))
    return tuple(letters) or ((cells.whole, presumed),), onto[codes.astype(np.int64) - MISSING]


def _mask(fact: str, cells: Cells, code: int) -> int:
    if code == MISSING:
        return cells.whole
    if fact == YEARS:
        years = NEVER_PASSED if code == NEVER else code
        return cells.mask_of_range(years, years)
    return cells.mask_of_values({WORDS[fact][code]})


def _set(act: Compiled, terminals: frozenset[int]) -> int:
    outcomes = {result.outcome for result in map(act.store.value, terminals) if result is not None}
    return sum(_BIT[o] for o in outcomes)


def _encounter(record: dict[str, Any]) -> dict[str, Any]:
    """Return a row as an encounter; the years become a conviction of that day."""
    facts = dict(record)
    on = date.fromordinal(int(facts.pop("day")))
    years = facts.pop(YEARS, None)
    given: dict[str, Any] = {"place": PLACE, "agency": AGENCY, "on": on.isoformat(), "facts": facts}
    if years is not None:
        then = (on - timedelta(days=365 * int(years) + 60)).isoformat()
        given["convictions"] = [] if years == NEVER else [{"class": "serious_felony", "as": "felony", "date": then}]
    return given


def single(times: int) -> dict[str, float]:
    """Return the median microseconds of one decision: from an encoded encounter, and whole."""
    found = {}
    for unknown in (0.0, 0.2):
        walks, whole, both = [], [], []
        for record in draw(times, unknown, seed=3).records():
            given = _encounter(record)
            opened = enter(read_encounter(given, law().body), law().body)
            act = law().slices.compiled(law().slices.play(opened, ACTIONS[0]))
            masks_ = encode(opened.facts, act.variables)
            walks.append(_micro(lambda a=act, m=masks_: outcomes_of(a, m), 20))
            one = {**given, "actions": [ACTIONS[0]]}
            whole.append(_micro(lambda g=one: law().decide(g), 1))
            both.append(_micro(lambda g={**given, "actions": list(ACTIONS)}: law().decide(g), 1) / len(ACTIONS))
        share = f"{unknown:.0%} unknown"
        found[f"encoded, {share}"] = statistics.median(walks)
        found[f"decide whole: read, reasons, questions, {share}"] = statistics.median(whole)
        found[f"decide whole, two actions, each, {share}"] = statistics.median(both)
    return found


def _micro(run: Callable[[], Any], times: int) -> float:
    run()
    return statistics.median(_micro_once(run) for _ in range(times))


def _micro_once(run: Callable[[], Any]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1e6


def whole(rows: str, count: int) -> dict[str, dict[str, float]]:
    """Return the rows per second from a frame of words: to answers, and to the findings of an audit with reasons."""
    log = load(Path(rows)).some(count)
    frame = pl.DataFrame(
        {"place": PLACE, "agency": AGENCY, "on": [date.fromordinal(int(d)) for d in log.day]}
        | {YEARS_FACT if f == YEARS else f: _texts(f, c) for f, c in log.facts.items()}
        | {f"did_{a}": log.day % 2 == 0 for a in ACTIONS},
        schema_overrides={YEARS_FACT: pl.String},
    )
    ways = {"answers": lambda: law().answers(frame, ACTIONS), "audit": lambda: law().audit(frame)}
    found = {}
    for name, way in ways.items():
        spent = [_micro_once(way) for _ in range(3)]
        found[name] = {"rows": count, "rows_per_second": count * 1e6 / statistics.median(spent)}
    return found


def _texts(fact: str, codes: np.ndarray) -> list[str | None]:
    if fact == YEARS:
        return [None if c == MISSING else "never" if c == NEVER else str(c) for c in codes]
    return [None if c == MISSING else WORDS[fact][c] for c in codes]


def express(case: str) -> Said:
    """Run a case on the two-action body: the same questions as of the others, of a law that is written as law."""
    paper = {"request_form": "judicial_warrant", "paper_issuer": "state_judge", "paper_authorises": "arrest_person"}
    held: dict[str, Any] = {"release_due": "yes", "solely_detainer": "yes", "minor": "no", "victim_or_witness": "no"}
    detainer = held | {"request_form": "I-247A"}

    def ask(facts: dict[str, Any], years: int, day: str = "2026-03-02", action: str = ACTIONS[0]) -> dict[str, Any]:
        record = facts | {"day": date.fromisoformat(day).toordinal(), YEARS: years}
        found: dict[str, Any] = law().decide({**_encounter(record), "actions": [action]})["actions"][action]
        return found

    def outcomes(found: dict[str, Any]) -> str:
        return " or ".join(found["outcomes"])

    match case:
        case "unknown":
            found = ask(held, years=NEVER)
            asked = found["ask"][0]["question"]
            return Said(
                YES, f"{outcomes(found)}; asks: {asked}", "every outcome still possible, and the question that decides"
            )
        case "reasons":
            found = ask(detainer, years=NEVER)
            first = found["reasons"][0]
            return Said(
                YES,
                f"{outcomes(found)}: {first['provision']}, {first['cite']}",
                "every provision with its part, those that yield too",
            )
        case "dates":
            days = ("2025-06-30", "2025-07-01")
            found_on = [outcomes(ask(detainer, 8, day)) for day in days]
            return Said(YES, ", ".join(found_on), "each event has its day, and the day it was recorded")
        case "exception":
            told_of = {"written_request": "yes", "purpose_civil": "yes", "information_public": "no", "registrant": "no"}
            found = ask(detainer | told_of, years=3, action=ACTIONS[1])
            wins = next(r["provision"] for r in found["reasons"] if r["role"] == "controls")
            lost = next(r["provision"] for r in found["reasons"] if r["role"] == "yields" and PLACE in r["provision"])
            said = f"{outcomes(found)}: {wins}; {lost} yields"
            return Said(YES, said, "an edge from one provision to another, in any instrument; a reason shows both")
        case _:
            found = ask(held | paper | {"identity_match": "yes", "victim_or_witness": "yes"}, years=NEVER)
            which = ", ".join(r["provision"] for r in found["reasons"] if r["role"] == "controls")
            return Said(YES, f"{outcomes(found)}: {which}", "an answer of its own, with both authorities")
