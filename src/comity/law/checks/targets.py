"""An edge, remedy or docket entry names law that exists; an edge never points at itself."""

from __future__ import annotations

from collections.abc import Iterator

from comity.law.body import Body
from comity.law.provision import Pattern, Provision
from comity.vocabulary.errors import Problem, nearest


def check(body: Body) -> Iterator[Problem]:
    """Yield targets that name no provision or instrument."""
    instruments = {i.id for i in body.all_instruments}
    for p in body.provisions.values():
        for pattern in (*p.attacks, *p.yields_to, *p.beside):
            yield from _pattern(p, pattern, body, instruments)
        if p.gate and p.gate[0] in body.points and p.gate[1] not in body.points[p.gate[0]].readings:
            yield Problem(
                p.path, p.line, f"unknown reading `{p.gate[1]}`", nearest(p.gate[1], body.points[p.gate[0]].readings)
            )
    for i in body.all_instruments:
        for remedy in i.remedies:
            for target in remedy.targets:
                if target not in body.provisions:
                    yield Problem(
                        i.path,
                        None,
                        f"a remedy is for `{target}`, which is no provision",
                        nearest(target, body.provisions),
                    )
    for overlay in body.overlays.values():
        for target in overlay.touches:
            if target not in body.provisions:
                yield Problem(
                    overlay.law.path,
                    None,
                    f"`touches` names `{target}`, which is no provision",
                    nearest(target, body.provisions),
                )


def _pattern(p: Provision, pattern: Pattern, body: Body, instruments: set[str]) -> Iterator[Problem]:
    for target in pattern.ids:
        if target == p.id:
            yield Problem(p.path, p.line, f"`{p.id}` names itself")
        elif target not in body.provisions:
            yield Problem(
                p.path, p.line, f"`{p.id}` names `{target}`, which is no provision", nearest(target, body.provisions)
            )
    for target in pattern.instrument:
        if target not in instruments:
            yield Problem(
                p.path, p.line, f"`{p.id}` names instrument `{target}`, which is unknown", nearest(target, instruments)
            )
