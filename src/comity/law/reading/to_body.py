"""From every file of a law folder to the body of law, with every problem of every file.

What can be read is read: a file that is wrong does not hide what is wrong in the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from comity.law.body import Body
from comity.law.reading.docket_model import DocketModel
from comity.law.reading.files import read_docket, read_instrument, read_place
from comity.law.reading.instrument_model import InstrumentModel
from comity.law.reading.place_model import PlaceModel
from comity.law.reading.scope import Checker, Names
from comity.law.reading.to_instrument import collect, to_instrument, to_overlay
from comity.law.reading.to_place import to_place
from comity.law.reading.to_words import to_calendars, to_words
from comity.law.reading.tree import Tree
from comity.law.reading.vocabulary_files import FORMS_OF_PLACE, OF_PLACE, read_words
from comity.vocabulary.errors import InputError, LawError, Problem


def to_body(
    folder: Path, files: Sequence[Path], digest: str, unread: Sequence[Problem] = ()
) -> tuple[Body, list[Problem]]:
    """Return what could be read of these files of a law folder, with every problem of every file.

    `unread` are the problems of files that could not be opened. Raise LawError when no vocabulary can be read at all.
    """
    problems = list(unread)
    model = _tried(problems, lambda: read_words(folder))
    if model is None:
        raise LawError(problems)
    words = to_words(model)
    read = _read(folder, files, problems)
    names = Names(calendars=frozenset(model.calendars))
    circuits = {c: places for place, _ in read.places for c, places in place.circuits.items()}
    checkers = {
        id(m): Checker(words, tree, full, names, problems) for full, m, tree in (*read.instruments, *read.dockets)
    }
    first: list[Problem] = []
    entries: list[InstrumentModel | DocketModel] = [m for _, m, _ in read.instruments]
    entries += [m for _, m, _ in read.dockets]
    for entry in entries:
        collect(entry, replace(checkers[id(entry)], problems=first), circuits)
    places = {p.place: to_place(p, words, Checker(words, tree, p.place, names, problems)) for p, tree in read.places}
    instruments = {full: to_instrument(m, checkers[id(m)], circuits) for full, m, _ in read.instruments}
    overlays = {full: to_overlay(m, checkers[id(m)], circuits) for full, m, _ in read.dockets}
    constraints = []
    tree = next(t for n, t in model.trees.items() if "constraints" in n)
    for i, constraint in enumerate(words.constraints):
        check = Checker(words, tree, "vocabulary", names, problems)
        constraints.append(
            (constraint.name, check.condition(constraint.that, ("constraints", i, "that")), constraint.says)
        )
    edition = max((s.get("on", "") for i in instruments.values() for s in i.sources.values()), default="")[:7].replace(
        "-", "."
    )
    body = Body(words, places, instruments, overlays, tuple(constraints), to_calendars(model), digest, edition)
    return body, sorted(set(problems), key=lambda p: (p.path, p.line or 0, p.what))


@dataclass
class _Read:
    places: list[tuple[PlaceModel, Tree]] = field(default_factory=list)
    instruments: list[tuple[str, InstrumentModel, Tree]] = field(default_factory=list)
    dockets: list[tuple[str, DocketModel, Tree]] = field(default_factory=list)


def _read(folder: Path, files: Sequence[Path], problems: list[Problem]) -> _Read:
    """Read every place, instrument and docket file; note what is wrong and go on."""
    read = _Read()
    for path in files:
        parts = path.relative_to(folder).parts
        shown = "/".join((folder.name, *parts))
        if parts[0] in ("vocabulary", "facilities") or path.name in (OF_PLACE, FORMS_OF_PLACE):
            continue
        if path.name == "place.yaml":
            place = _tried(problems, lambda p=path, s=shown: read_place(p, s))  # type: ignore[misc]
            if place:
                read.places.append(place)
                _matches(place[0].place, "/".join(parts[:-1]), "place", place[1], problems)
        elif parts[-2] == "docket":
            docket = _tried(problems, lambda p=path, s=shown: read_docket(p, s))  # type: ignore[misc]
            if docket:
                read.dockets.append((f"{'/'.join(parts[:-2])}:{docket[0].bill}", *docket))
                _matches(docket[0].bill, path.stem, "bill", docket[1], problems)
        else:
            instrument = _tried(problems, lambda p=path, s=shown: read_instrument(p, s))  # type: ignore[misc]
            if instrument:
                read.instruments.append((f"{'/'.join(parts[:-1])}:{instrument[0].instrument}", *instrument))
                _matches(instrument[0].instrument, path.stem, "instrument", instrument[1], problems)
    return read


def _matches(named: str, expected: str, key: str, tree: Tree, problems: list[Problem]) -> None:
    if named != expected:
        problems.append(
            Problem(
                tree.path,
                tree.line((key,)),
                f"`{key}: {named}` does not match where the file lies",
                f"write `{expected}`",
            )
        )


T = TypeVar("T")


def _tried(problems: list[Problem], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except InputError as error:
        problems.extend(error.problems)
        return None
