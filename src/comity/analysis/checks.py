"""All the checks that decide: hypotheticals, missing edges, cycles and sizes of what the law compiles to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from comity.analysis.edges_missing import missing
from comity.analysis.hypotheticals import run
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.checks import check_body
from comity.vocabulary.errors import Problem

NODES = 5000


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, and how much it looked at."""

    problems: tuple[Problem, ...]
    instruments: int
    provisions: int
    hypotheticals: int
    overlays: int
    digest: str

    def summary(self) -> str:
        """Return one line on what was checked."""
        verdict = "all as they say" if not self.problems else f"{len(self.problems)} problems"
        return (
            f"{self.instruments} instruments, {self.provisions} provisions, {self.overlays} bills and suits, "
            f"{self.hypotheticals} hypotheticals: {verdict} ({self.digest[:19]})"
        )


def check_law(body: Body, unread: Iterable[Problem] = ()) -> Report:
    """Return everything wrong with a body of law, with what was already wrong on reading (`unread`)."""
    slices = Slices(body)
    problems = [*unread, *check_body(body)]
    found, count = run(slices)
    problems += found
    problems += missing(body)
    problems += _sizes(slices)
    provisions = sum(len(i.provisions) for i in body.instruments.values())
    problems = sorted(dict.fromkeys(problems), key=lambda p: (p.path, p.line or 0))
    return Report(tuple(problems), len(body.instruments), provisions, count, len(body.overlays), body.digest)


def _sizes(slices: Slices) -> list[Problem]:
    """Name the provisions of an act whose diagram is over the budget of nodes."""
    problems = []
    for key, compiled in slices.kept():
        if compiled.nodes > NODES:
            names = ", ".join(f"`{b.provision.id}`" for b in compiled.act[:8])
            first = compiled.act[0].provision
            problems.append(
                Problem(
                    first.path,
                    first.line,
                    f"the law of `{key}` has {compiled.nodes} nodes, more than {NODES}",
                    f"restructure {names}",
                )
            )
    return problems
