"""Seeds mistakes into copies of the law, one at a time, and counts how many the checks find, and which check does.

A mistake is of the kinds an encoder makes: an exception dropped, a modality swapped, a date wrong, an agency bound that
is not, an edge lost, convictions mixed up with charges or felonies with misdemeanours, a condition turned round.

A change of the text that changes no answer is no mistake: where every situation at every agency on every day is proved
to be answered alike, for the same reasons, another is drawn. Days of enactment decide nothing and are never drawn.

Example: python benchmarks/faults.py --count 200 --seed 7 --jobs 2
"""

from __future__ import annotations

import argparse
import copy
import multiprocessing
import random
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from comity.analysis.alike import alike
from comity.analysis.checks import acting_law
from comity.analysis.hypotheticals import holds_out, run_one
from comity.engine.slices import Slices
from comity.law.checks import check_body
from comity.law.load import read_body
from comity.vocabulary.errors import LawError
from comity.vocabulary.place import within

LAW = Path(__file__).parent.parent / "law"
NO_MISTAKE = "no mistake"
EDGES = ("subject_to", "exempts", "despite", "preempts")
SWAPS = {"must_not": "may", "may": "must_not", "must": "must_not", "lacks_power": "may"}
WIDER = ("court", "hospital", "school", "sheriff", "state_police", "motor_vehicles", "probation", "police_municipal")
MIXED = (
    ("'felony'", "'misdemeanour'"),
    ("'misdemeanour'", "'felony'"),
    ("any(convictions", "any(charges"),
    ("any(charges", "any(convictions"),
    ("since(convictions", "since(charges"),
    ("count(convictions", "count(charges"),
    ("in ['article_iii_judge'", "in ['immigration_officer', 'article_iii_judge'"),
    ("'arrest_person'", "'search_place'"),
)
TURNS = ((" and ", " or "), (" or ", " and "), ("not ", ""), (" == ", " != "), (" <= ", " >= "), (" >= ", " <= "))

Keys = tuple[Any, ...]
Change = tuple[str, str, Keys, Any]


@dataclass(frozen=True)
class Fault:
    """One mistake: its kind, where it is, and the file as it would read with it."""

    kind: str
    where: str
    path: str
    data: dict[str, Any]


def faults_of(path: str, data: dict[str, Any]) -> Iterator[Fault]:
    """Yield every mistake that can be seeded into one instrument's file."""
    for kind, where, keys, value in _changes(data):
        made = copy.deepcopy(data)
        inner: Any = made
        for key in keys[:-1]:
            inner = inner[key]
        if value is None:
            del inner[keys[-1]]
        else:
            inner[keys[-1]] = value
        yield Fault(kind, where, path, made)


def _changes(data: dict[str, Any]) -> Iterator[Change]:
    yield from _dates(data, (), "the instrument")
    for i, p in enumerate(data.get("provisions", [])):
        keys = ("provisions", i)
        yield from _dates(p, keys, p["id"])
        yield from _turned(p, keys)
        if p.get("unless"):
            yield "dropped exception", p["id"], (*keys, "unless"), None
        if p["modality"] in SWAPS and "duty" not in p:
            new = SWAPS[p["modality"]]
            yield "swapped modality", f"{p['id']}: {p['modality']} to {new}", (*keys, "modality"), new
        for kind in WIDER if isinstance(p.get("binds"), list) else ():
            if kind not in p["binds"]:
                yield "widened binds", f"{p['id']}: {kind}", (*keys, "binds"), [*p["binds"], kind]
        for edge in EDGES:
            if p.get(edge):
                yield "lost edge", f"{p['id']}: {edge}", (*keys, edge), None
    yield from _mixed(data)


def _dates(data: dict[str, Any], keys: Keys, name: str) -> Iterator[Change]:
    for j, event in enumerate(data.get("history") or []):
        if event["event"] == "enacted":
            continue
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(event.get("on"))):
            for days in (1, -365):
                day = str(date.fromisoformat(event["on"]) + timedelta(days=days))
                yield "wrong date", f"{name}: {event['event']} {day}", (*keys, "history", j, "on"), day


def _turned(p: dict[str, Any], keys: Keys) -> Iterator[Change]:
    for key in ("when", "unless"):
        for old, new in TURNS:
            if isinstance(p.get(key), str) and old in p[key]:
                where = f"{p['id']}: {key}: `{old.strip()}` to `{new.strip()}`"
                yield "condition turned", where, (*keys, key), p[key].replace(old, new, 1)


def _mixed(data: dict[str, Any]) -> Iterator[Change]:
    for block in ("derived", "definitions"):
        for name, told in (data.get(block) or {}).items():
            text = told["is"] if isinstance(told, dict) else told
            keys = (block, name, "is") if isinstance(told, dict) else (block, name)
            for old, new in MIXED:
                if isinstance(text, str) and old in text:
                    yield "mixed-up convictions", f"{name}: {old} to {new}", keys, text.replace(old, new, 1)


def deck(seed: int) -> dict[str, list[Fault]]:
    """Return every mistake that can be seeded, by kind, in the order in which they are drawn from the end."""
    rng = random.Random(seed)
    by_kind: dict[str, list[Fault]] = {}
    for path in sorted(LAW.rglob("*.yaml")):
        where = path.relative_to(LAW)
        if where.parts[0] == "vocabulary" or path.name in ("place.yaml", "facts.yaml") or "docket" in where.parts:
            continue
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only, and our own
        for fault in faults_of(where.as_posix(), data):
            by_kind.setdefault(fault.kind, []).append(fault)
    for faults in by_kind.values():
        rng.shuffle(faults)
    return by_kind


def drawn(by_kind: dict[str, list[Fault]], count: int) -> list[Fault]:
    """Draw a sample of mistakes from a deck, the kinds in turn so that each has its share."""
    chosen: list[Fault] = []
    while len(chosen) < count and any(by_kind.values()):
        for kind in sorted(by_kind):
            if by_kind[kind] and len(chosen) < count:
                chosen.append(by_kind[kind].pop())
    return chosen


@cache
def _law() -> Slices:
    """Return the law as it is, once for each process."""
    return Slices(read_body(LAW)[0])


def found_by(fault: Fault) -> str:
    """Return which check finds a mistake in a copy of the law, or nothing, or that it is no mistake."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "law"
        shutil.copytree(LAW, copied)
        text = yaml.safe_dump(fault.data, sort_keys=False, allow_unicode=True)
        (copied / fault.path).write_text(text, encoding="utf-8")
        try:
            body, problems = read_body(copied)
        except LawError:
            return "reading"
    if problems:
        return "reading"
    slices = Slices(body)
    own = [i for i in body.all_instruments if i.path.endswith(fault.path)]
    # INVARIANT: law decides at its place and below, so that only files on one path with it can tell of a mistake there.
    place = own[0].place
    near = [i for i in body.all_instruments if within(i.place, place) or within(place, i.place)]
    rest = [i for i in near if i not in own]
    if not all(holds_out(i, slices) for i in own):
        return "hypotheticals"
    if not all(holds_out(i, slices) for i in rest):
        return "hypotheticals elsewhere"
    # INVARIANT: bodies with other derived facts are not comparable; such a change is always taken for a mistake.
    if body.derived == _law().body.derived and alike(_law(), slices):
        return NO_MISTAKE
    if list(check_body(body)) or any(run_one(i, slices)[0] for i in near):
        return "checks"
    return "analysis" if acting_law(slices, place=place) else ""


def tried(by_kind: dict[str, list[Fault]], count: int, jobs: int) -> tuple[list[tuple[Fault, str]], Counter[str]]:
    """Return `count` mistakes, each with what finds it, and how many of each kind were no mistake and drawn anew."""
    kept: list[tuple[Fault, str]] = []
    none: Counter[str] = Counter()
    todo = drawn(by_kind, count)
    with multiprocessing.Pool(jobs) as pool:
        while todo:
            again: list[Fault] = []
            for fault, by in zip(todo, pool.imap(found_by, todo), strict=True):
                print(f"\r{len(kept) + 1} of {count}", end="", flush=True)
                if by != NO_MISTAKE:
                    kept.append((fault, by))
                    continue
                none[fault.kind] += 1
                if by_kind[fault.kind]:
                    again.append(by_kind[fault.kind].pop())
            todo = again
    print()
    return kept, none


def main() -> None:
    """Seed, check and print the table; what was not found is listed."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=200)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--jobs", type=int, default=2)
    arguments = options.parse_args()
    start = time.monotonic()
    kept, none = tried(deck(arguments.seed), arguments.count, arguments.jobs)
    ways = ["reading", "checks", "hypotheticals", "hypotheticals elsewhere", "analysis", ""]
    print(f"{'kind':22}" + "".join(f"{w or 'not found':>25}" for w in ways) + f"{'no mistake, drawn anew':>25}")
    for kind in sorted({fault.kind for fault, _ in kept}):
        counted = Counter(by for fault, by in kept if fault.kind == kind)
        print(f"{kind:22}" + "".join(f"{counted[w]:25}" for w in ways) + f"{none[kind]:25}")
    total = sum(bool(by) for _, by in kept)
    print(f"found {total} of {len(kept)} ({total / len(kept):.1%}) in {time.monotonic() - start:.0f} s")
    for fault, by in kept:
        if not by:
            print(f"not found: {fault.kind}: law/{fault.path}: {fault.where}")


if __name__ == "__main__":
    main()
