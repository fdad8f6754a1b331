"""Finds the single mistakes in the law that no hypothetical would notice, so that an encoder knows what to write.

A mistake that changes no answer is none: it is left out, and what changes an answer is told by comparing the law with
and without it, situation by situation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from comity.analysis.alike import alike, bearing
from comity.analysis.hypotheticals import alone, unlike
from comity.analysis.mistakes import AGENCY, FILTER, Mistake, mistakes_in, mistakes_of, wider_by, with_provision
from comity.condition.tree import Tree, tests
from comity.engine.decision import decide_action
from comity.engine.door import enter
from comity.engine.encounter import Encounter, read_encounter
from comity.engine.slices import Slices
from comity.engine.yields import members
from comity.law.body import Body
from comity.law.instrument import Derived, Expectation, Hypothetical, Instrument
from comity.law.provision import Provision
from comity.vocabulary.errors import InputError, LawError, Problem
from comity.vocabulary.place import within


@dataclass(frozen=True, eq=False, slots=True)
class Trial:
    """What one hypothetical expects of one action, with the encounter read."""

    hypothetical: Hypothetical
    instrument: Instrument
    encounter: Encounter
    expects: Expectation

    def notices(self, mistaken: Slices) -> bool:
        """Return whether the hypothetical fails on law with a mistake in it."""
        try:
            decision = decide_action(self.encounter, mistaken, self.expects.action)
        except LawError:
            return True
        return bool(unlike(self.hypothetical, self.expects, decision, self.instrument, mistaken.body))


@dataclass
class Bench:
    """The hypotheticals of a body of law, by the action they speak on."""

    slices: Slices
    trials: dict[str, list[Trial]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read every hypothetical of the law in force; one that cannot be read notices nothing."""
        body = self.slices.body
        for instrument in body.instruments.values():
            for hypothetical in (one for h in instrument.hypotheticals for one in alone(h)):
                try:
                    encounter = enter(read_encounter(hypothetical.encounter, body), body)
                except InputError:
                    continue
                for expects in hypothetical.expect:
                    trial = Trial(hypothetical, instrument, encounter, expects)
                    self.trials.setdefault(expects.action, []).append(trial)

    def noticed_by(self, mistake: Mistake) -> Trial | None:
        """Return the first hypothetical that notices a mistake, those of its own instrument first, or None."""
        if isinstance(mistake.then, Derived):
            return self._noticed_derived(mistake)
        mistaken = Slices(mistake.body(self.slices.body))
        mistaken.__dict__["change_days"] = self.slices.change_days
        own = mistake.then.instrument
        near = [
            t
            for action in bearing(mistake.then, self.slices.body.provisions.values())
            for t in self.trials.get(action, ())
        ]
        for trial in sorted(near, key=lambda t: t.instrument.id != own):
            if self._concerns(trial, mistake, mistaken) and trial.notices(mistaken):
                return trial
        return None

    def _concerns(self, trial: Trial, mistake: Mistake, mistaken: Slices) -> bool:
        """Return whether the provision is among those of an act that the hypothetical asks about."""
        if mistake.agency and mistake.agency not in trial.encounter.who.kinds:
            return False
        play = mistaken.play(trial.encounter, trial.expects.action)
        name = mistake.then.id
        if not any(b.provision.id == name for b in play.bound):
            return False
        acts = (None, *mistaken.duties(play))
        return any(b.provision.id == name for duty in acts for b in members(play, duty))

    def _noticed_derived(self, mistake: Mistake) -> Trial | None:
        body = mistake.body(self.slices.body)
        mistaken, name = Slices(body), mistake.then.id
        using = {p.id: p for p in self.slices.body.provisions.values() if any(t.fact == name for t in tests(p.when))}
        actions = {a for p in using.values() for a in bearing(p, self.slices.body.provisions.values())}
        own = name.rsplit("/", 1)[0]
        near = [t for action in sorted(actions) for t in self.trials.get(action, ())]
        for trial in sorted(near, key=lambda t: t.instrument.id != own):
            play = mistaken.play(trial.encounter, trial.expects.action)
            if any(b.provision.id in using for b in play.bound):
                try:
                    encounter = enter(read_encounter(trial.hypothetical.encounter, body), body)
                except InputError:
                    return trial
                if Trial(trial.hypothetical, trial.instrument, encounter, trial.expects).notices(mistaken):
                    return trial
        return None


def mistakes(body: Body, kinds: Iterable[str] | None = None, place: str = "") -> Iterator[Mistake]:
    """Yield every single mistake that the law in force could hold, or that of a place and below."""
    wanted = None if kinds is None else set(kinds)
    for instrument in (i for i in body.instruments.values() if within(i.place, place or i.place)):
        for provision in instrument.provisions:
            yield from (m for m in mistakes_in(provision, body) if wanted is None or m.kind in wanted)
        if wanted is None or FILTER in wanted:
            for derived in instrument.derived:
                yield from mistakes_of(derived)


def untested(slices: Slices, kinds: Iterable[str] | None = None, place: str = "") -> list[Mistake]:
    """Return the mistakes that would change an answer and that no hypothetical notices; with `place`, in its files.

    A part of a phrase that several provisions share is tested where it is tested in one of them.
    """
    bench, noticed, missed = Bench(slices), set[tuple[Tree, Tree]](), list[Mistake]()
    for mistake in mistakes(slices.body, kinds, place):
        if mistake.phrase in noticed:
            continue
        if bench.noticed_by(mistake):
            if mistake.phrase:
                noticed.add(mistake.phrase)
        else:
            missed.append(mistake)
    return [m for m in _matter(slices, missed) if m.phrase not in noticed]


def _matter(slices: Slices, missed: list[Mistake]) -> Iterator[Mistake]:
    """Yield the mistakes that would change an answer; the kinds of agency of one provision are judged together.

    What a filter of a derived fact would change is not compared, so each of those is yielded.
    """
    bound: dict[str, list[Mistake]] = {}
    for mistake in missed:
        if mistake.kind == AGENCY:
            bound.setdefault(mistake.of.id, []).append(mistake)
        elif mistake.kind == FILTER or not alike(slices, Slices(mistake.body(slices.body))):
            yield mistake
    for together in bound.values():
        wider = wider_by(together)
        if not alike(slices, Slices(with_provision(slices.body, wider))):
            yield from together


def problems_of(found: Iterable[Mistake]) -> list[Problem]:
    """Return the messages: what no hypothetical would notice, and what to write."""
    problems, bound = [], dict[str, list[Mistake]]()
    for mistake in found:
        if mistake.kind == AGENCY:
            bound.setdefault(mistake.of.id, []).append(mistake)
            continue
        path, line = (mistake.of.path, mistake.of.line) if isinstance(mistake.of, Provision) else ("", None)
        what = f"no hypothetical would notice `{mistake.of.id}` without the {mistake.kind} `{mistake.what}`"
        problems.append(Problem(path, line, what, "write one in which it alone makes the difference"))
    for together in bound.values():
        first = wider_by(together)
        kinds = ", ".join(f"`{m.agency}`" for m in together)
        what = f"no hypothetical would notice `{first.id}` if it bound {kinds} too"
        problems.append(Problem(first.path, first.line, what, "write one with `each_of` these, if they are free of it"))
    return sorted(problems, key=lambda p: (p.path, p.line or 0))
