"""Decides the hypotheticals that stand beside the law and says where the law does not come out as they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from comity.engine.applicable import acting
from comity.engine.decision import ActionDecision, decide_action
from comity.engine.door import enter
from comity.engine.encounter import Encounter, read_encounter
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.instrument import Expectation, Hypothetical, Instrument
from comity.law.provision import Provision
from comity.vocabulary.errors import InputError, LawError, Problem
from comity.vocabulary.modality import Outcome, Role
from comity.vocabulary.place import within


@dataclass(frozen=True)
class Tried:
    """One hypothetical decided: the active reasons of each action it speaks on."""

    hypothetical: Hypothetical
    asserted: frozenset[str]
    active: frozenset[str]
    actions: frozenset[str]
    bound: frozenset[str]


def run(slices: Slices, place: str = "") -> tuple[list[Problem], int]:
    """Decide every hypothetical, or those of a place and below. Return what is wrong, and how many there were."""
    problems: list[Problem] = []
    count = 0
    for instrument in slices.body.all_instruments:
        if place and not within(instrument.place, place):
            continue
        found, tried = run_one(instrument, slices)
        problems += found
        count += tried
    return problems, count


def run_one(instrument: Instrument, slices: Slices) -> tuple[list[Problem], int]:
    """Decide the hypotheticals of one instrument. Return what is wrong, and how many there were."""
    problems: list[Problem] = []
    overlay = _overlay(instrument, slices.body)
    tried: list[Tried] = []
    for hypothetical in instrument.hypotheticals:
        for one in alone(hypothetical):
            wrong, result = _try(one, instrument, slices, overlay)
            problems.extend(wrong)
            if result:
                tried.append(result)
    problems.extend(_coverage(instrument, tried))
    if not instrument.quiet:
        problems.extend(_dates(instrument))
    # INVARIANT: one mistake, one message; what a provision without a hypothetical binds is told once it has one.
    if not overlay and not problems:
        problems.extend(_kinds(instrument, tried))
    return problems, len(instrument.hypotheticals)


def holds_out(instrument: Instrument, slices: Slices) -> bool:
    """Return whether every hypothetical of an instrument comes out as it says; stop at the first that does not."""
    overlay = _overlay(instrument, slices.body)
    return not any(_try(one, instrument, slices, overlay)[0] for h in instrument.hypotheticals for one in alone(h))


def _overlay(instrument: Instrument, body: Body) -> str | None:
    return next((o.id for o in body.overlays.values() if o.law.id == instrument.id), None)


def alone(h: Hypothetical) -> Iterator[Hypothetical]:
    """Yield a hypothetical, or one for each agency it is about, the kind after its sentence."""
    if not h.each_of:
        yield h
    for kind in h.each_of:
        one = {**h.encounter, "agency": [kind]}
        yield replace(h, says=f"{h.says} [{kind}]", encounter=one, each_of=())


def _try(
    h: Hypothetical, instrument: Instrument, slices: Slices, overlay: str | None
) -> tuple[list[Problem], Tried | None]:
    try:
        encounter = enter(read_encounter(h.encounter, slices.body), slices.body)
    except InputError as error:
        return [Problem(h.path, h.line, p.what, p.hint) for p in error.problems], None
    overlays = (overlay,) if overlay else ()
    problems: list[Problem] = []
    active: set[str] = set()
    for action in sorted({e.action for e in h.expect}):
        try:
            decision = decide_action(encounter, slices, action, overlays)
        except LawError as error:
            return error.problems, None
        active |= _active(decision)
        for expectation in h.expect:
            if expectation.action == action:
                problems.extend(unlike(h, expectation, decision, instrument, slices.body))
    asserted = frozenset(full(i, instrument) for e in h.expect for i in e.because)
    own = {p.id: p for p in instrument.provisions}
    bound = {
        kind
        for e in h.expect
        for p in (own.get(full(i, instrument)) for i in e.because)
        if p and p.id in active
        for kind in p.binds.kinds & acting(encounter.who, e.action, slices.body).kinds
    }
    return problems, Tried(h, asserted, frozenset(active), frozenset(e.action for e in h.expect), frozenset(bound))


def _active(decision: ActionDecision) -> set[str]:
    found = {r.provision.id for r in decision.reasons if r.active}
    for owed in decision.duties:
        found |= {r.provision.id for r in owed.reasons if r.role is Role.EXEMPTS}
        if owed.outcomes & {Outcome.REQUIRED, Outcome.PROHIBITED, Outcome.PERMITTED, Outcome.CONTESTED}:
            found |= {r.provision.id for r in owed.reasons if r.active}
    return found


def full(short: str, instrument: Instrument) -> str:
    """Return the full id of a provision named in an instrument's file."""
    return short if ":" in short else f"{instrument.id}/{short}"


def unlike(h: Hypothetical, e: Expectation, d: ActionDecision, i: Instrument, body: Body) -> list[Problem]:
    """Return in what a decision is not as a hypothetical expects of its action."""
    problems: list[Problem] = []

    def wrong(what: str) -> None:
        problems.append(Problem(h.path, e.line or h.line, f"`{e.action}` {what}", f"hypothetical: {h.says}"))

    for name, expected, got in (("outcomes", e.outcomes, d.outcomes), ("presumed", e.presumed, d.presumed)):
        if expected is not None and expected != got:
            wrong(f"{name} come out {_set(got)}, not {_set(expected)}; reasons: {_reasons(d)}")
    if not (e.because or e.not_because or e.duties):
        wrong("names no reason; give provisions under because or not_because")
    active = _active(d)
    for short in e.because:
        name = full(short, i)
        if name not in body.provisions:
            wrong(f"because: `{name}` is no provision")
        elif name not in active:
            wrong(f"`{name}` is not among the reasons: {_reasons(d)}")
    for short in e.not_because:
        if full(short, i) in active:
            wrong(f"`{full(short, i)}` is among the reasons: {_reasons(d)}")
    owed = {o.what for o in d.duties if o.outcomes & {Outcome.REQUIRED}}
    for duty in e.duties:
        if duty not in owed:
            wrong(f"duty `{duty}` is not owed; owed: {_set(owed)}")
    return problems


def _set(items: frozenset[Outcome] | set[str] | frozenset[str]) -> str:
    return "{" + ", ".join(sorted(str(i) for i in items)) + "}"


def _reasons(d: ActionDecision) -> str:
    shown = [f"{r.provision.id} ({r.role}{', only if a presumption fails' if r.remote else ''})" for r in d.reasons]
    turns_on = [d.compiled.variables[v].fact for v in d.compiled.store.support(d.compiled.plain, d.presumed_masks)]
    left = f"; turns on {', '.join(turns_on)}" if len(d.presumed) > 1 else ""
    return (", ".join(shown) or "none") + left


def _coverage(instrument: Instrument, tried: list[Tried]) -> list[Problem]:
    """Every provision has a hypothetical where it is among the reasons asserted, and one where it is no reason."""
    problems = []
    for p in instrument.provisions:
        on_action = [t for t in tried if t.actions & set(p.actions)]
        if not any(p.id in t.asserted and p.id in t.active for t in on_action):
            problems.append(Problem(p.path, p.line, f"`{p.id}` has no hypothetical that names it in because"))
        if not any(p.id not in t.active for t in on_action):
            problems.append(
                Problem(p.path, p.line, f"`{p.id}` has no hypothetical on its action where it is not a reason")
            )
    return problems


def _kinds(instrument: Instrument, tried: list[Tried]) -> list[Problem]:
    """Every kind of agency that an instrument binds is shown bound, so that one listed by mistake is noticed."""
    shown = {kind for t in tried for kind in t.bound}
    first: dict[str, Provision] = {}
    for p in instrument.provisions:
        for kind in p.binds.kinds - shown:
            first.setdefault(kind, p)
    by_provision: dict[str, tuple[Provision, list[str]]] = {}
    for kind, p in sorted(first.items()):
        by_provision.setdefault(p.id, (p, []))[1].append(kind)
    return [
        Problem(
            p.path,
            p.line,
            f"no hypothetical of this file shows {', '.join(f'`{k}`' for k in kinds)} bound, as `{p.id}` says",
            "write one with `each_of` these that names the provision in because, or bind them no more",
        )
        for p, kinds in by_provision.values()
    ]


def _dates(instrument: Instrument) -> list[Problem]:
    """Every dated change has a hypothetical on the day before and on the day itself."""
    problems = []
    days = {h.on for h in instrument.hypotheticals}
    events = [(e, instrument.path, 1) for e in instrument.history]
    events += [(e, p.path, p.line) for p in instrument.provisions for e in p.history]
    for event, path, line in events:
        if event.event == "enacted" or event.on != event.until or event.for_fact:
            continue
        for day, name in ((event.on - timedelta(days=1), "the day before"), (event.on, "the day")):
            if day not in days:
                problems.append(
                    Problem(path, line, f"no hypothetical on {day}, {name} `{event.event}` of `{instrument.id}`")
                )
    return list(dict.fromkeys(problems))


def encounter_of(h: Hypothetical, body: Body) -> Encounter:
    """Return the encounter of a hypothetical, ready to decide."""
    return enter(read_encounter(h.encounter, body), body)
