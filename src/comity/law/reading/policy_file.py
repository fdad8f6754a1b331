"""An agency's own manual, written as an instrument but lying anywhere, read against the words of a body of law."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from comity.law.body import Body
from comity.law.instrument import Instrument
from comity.law.reading.files import read_policy_model
from comity.law.reading.scope import Checker, Names
from comity.law.reading.to_instrument import collect, to_instrument
from comity.law.reading.tree import Tree
from comity.vocabulary.errors import LawError, Problem, nearest, problem
from comity.vocabulary.place import path_of


def read_policy(path: Path, place: str | None, body: Body) -> Instrument:
    """Return the policy as an instrument of its place: the one its file names, or `place` where it names none.

    Raise LawError with every problem of the file at once, InputError where there is no place, or there are two.
    """
    model, tree = read_policy_model(path)
    where = _place_of(model.place, place, tree, body)
    problems: list[Problem] = []
    if model.authority != "agency_policy":
        what = f"`authority: {model.authority[:80]}` is no agency's policy"
        problems.append(Problem(tree.path, tree.line(("authority",)), what, "write `agency_policy`"))
    points = {n.removeprefix("reading:"): f for n, f in body.facts.items() if n.startswith("reading:")}
    names = Names({}, {n: body.facts[n] for n in body.derived}, points, frozenset(body.calendars))
    check = Checker(body.words, tree, f"{where}:{model.instrument}", names, problems)
    circuits = {c: places for p in body.places.values() for c, places in p.circuits.items()}
    collect(model, replace(check, problems=[]), circuits)
    found = to_instrument(model, check, circuits)
    for i, provision in enumerate(found.provisions):
        named = provision.binds.agency_ids
        if not provision.binds.kinds and not named:
            check.wrong(("provisions", i), "the provision names no agency", "write `binds: [police_municipal]`")
        for agency in sorted(named - body.agencies.keys()):
            check.wrong(("provisions", i, "binds"), f"unknown agency `{agency}`", nearest(agency, body.agencies))
    if problems:
        raise LawError(sorted(set(problems), key=lambda p: (p.path, p.line or 0, p.what)))
    return found


def _place_of(written: str | None, given: str | None, tree: Tree, body: Body) -> str:
    if written is None and given is None:
        raise problem(tree.path, None, "the policy names no place", "write `place: us/xx/some-town`, or --place")
    if written is not None and path_of(written)[0] not in body.places:
        raise problem(tree.path, tree.line(("place",)), f"unknown place `{written}`", nearest(written, body.places))
    if written is not None and given not in (None, written):
        what = f"the policy is of `{written}`, and --place says `{given}`"
        raise problem(tree.path, tree.line(("place",)), what, "leave --place out, or mend the file")
    return written or given or ""
