"""An agency's own manual, written as an instrument but lying anywhere, read against the words of a body of law."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from comity.law.body import Body
from comity.law.instrument import Instrument
from comity.law.reading.files import read_instrument
from comity.law.reading.scope import Checker, Names
from comity.law.reading.to_instrument import collect, to_instrument
from comity.vocabulary.errors import LawError, Problem


def read_policy(path: Path, place: str, body: Body) -> Instrument:
    """Return the policy as an instrument of the place. Raise LawError with every problem of the file at once."""
    model, tree = read_instrument(path)
    problems: list[Problem] = []
    if model.authority != "agency_policy":
        what = f"`authority: {model.authority[:80]}` is no agency's policy"
        problems.append(Problem(tree.path, tree.line(("authority",)), what, "write `agency_policy`"))
    points = {n.removeprefix("reading:"): f for n, f in body.facts.items() if n.startswith("reading:")}
    names = Names({}, {n: body.facts[n] for n in body.derived}, points, frozenset(body.calendars))
    check = Checker(body.words, tree, f"{place}:{model.instrument}", names, problems)
    circuits = {c: places for p in body.places.values() for c, places in p.circuits.items()}
    collect(model, replace(check, problems=[]), circuits)
    found = to_instrument(model, check, circuits)
    for i, provision in enumerate(found.provisions):
        if not provision.binds.kinds and not provision.binds.agency_ids:
            check.wrong(("provisions", i), "the provision names no agency", "write `binds: [police_municipal]`")
    if problems:
        raise LawError(sorted(set(problems), key=lambda p: (p.path, p.line or 0, p.what)))
    return found
