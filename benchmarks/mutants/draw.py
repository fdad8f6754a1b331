"""Draws the mutants: a seeded sample, spread over the modules by their size."""

from __future__ import annotations

import ast
import random
from dataclasses import dataclass
from itertools import takewhile

from benchmarks.mutants.kinds import Change, changes

SHOWN = 140
KEY = ("module", "function", "text", "was", "now")


@dataclass(frozen=True)
class Mutant:
    """One change of one module, in words; `number` finds it again among the module's changes.

    `lines` are those of what is changed, `span` those of its function (0, 0 outside any).
    """

    module: str
    number: int
    kind: str
    function: str
    lines: tuple[int, int]
    span: tuple[int, int]
    text: str
    was: str
    now: str

    @property
    def key(self) -> tuple[str, ...]:
        """Return what names the mutant as long as its line stays the same, wherever that line moves to."""
        return tuple(getattr(self, name) for name in KEY)


def draw(sources: dict[str, str], seed: int, count: int) -> list[Mutant]:
    """Return `count` mutants of the modules, each module's share by its lines of code."""
    rng = random.Random(seed)
    trees = {module: list(changes(ast.parse(text))) for module, text in sources.items()}
    trees = {module: found for module, found in trees.items() if found}
    found: list[Mutant] = []
    for module, share in _shares({m: _size(sources[m]) for m in trees}, count).items():
        numbers = rng.sample(range(len(trees[module])), min(share, len(trees[module])))
        found += [mutant(sources[module], module, n) for n in sorted(numbers)]
    return found


def mutant(source: str, module: str, number: int) -> Mutant:
    """Return one change in words."""
    change = _nth(ast.parse(source), number)
    was = _shown(change)
    change.apply()
    was, now = _around_the_difference(was, _shown(change))
    text = source.splitlines()[change.line - 1].strip()
    lines = (change.line, change.end or change.line)
    return Mutant(module, number, change.kind, change.function, lines, change.span, text, was, now)


def mutated(source: str, number: int) -> ast.Module:
    """Return the module with the change made."""
    tree = ast.parse(source)
    _nth(tree, number).apply()
    return ast.fix_missing_locations(tree)


def _nth(tree: ast.Module, number: int) -> Change:
    return next(change for n, change in enumerate(changes(tree)) if n == number)


def _shown(change: Change) -> str:
    if change.kind in {"statement left out", "break", "continue"}:
        return change.kind
    return ast.unparse(ast.fix_missing_locations(change.shown)).splitlines()[0]


def _around_the_difference(was: str, now: str) -> tuple[str, str]:
    """Return two texts cut to what differs, with what stands around it, where they are long."""
    if max(len(was), len(now)) <= SHOWN:
        return was, now
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False)))
    start = max(0, same - SHOWN // 2)
    return _cut(was, start), _cut(now, start)


def _cut(text: str, start: int) -> str:
    end = start + SHOWN
    return ("... " if start else "") + text[start:end] + (" ..." if len(text) > end else "")


def _size(source: str) -> int:
    return sum(1 for line in source.splitlines() if line.strip())


def _shares(sizes: dict[str, int], count: int) -> dict[str, int]:
    """Return each module's share of `count`, by largest remainder."""
    whole = sum(sizes.values())
    exact = {m: count * size / whole for m, size in sizes.items()}
    shares = {m: int(share) for m, share in exact.items()}
    most = sorted(exact, key=lambda m: (shares[m] - exact[m], m))
    for m in most[: count - sum(shares.values())]:
        shares[m] += 1
    return shares
