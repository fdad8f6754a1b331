"""A set of situations as a few conditions, in words.

Each condition is as wide as the law allows and none could be left out; two of them may overlap. What constraints rule
out counts as neither inside nor outside, so that a condition need not say what cannot be otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from comity.analysis.witness import paths
from comity.condition.cells import Cells
from comity.engine.diagram import FALSE, TRUE, Diagrams
from comity.vocabulary.fact import NO, YES

Masks = tuple[int, ...]
MOST_PATHS = 8
MOST_CUBES = 100


def share(store: Diagrams, root: int, inside: int, masks: Sequence[int]) -> float:
    """Return which share of the possible situations under `masks` lies in `inside`.

    `root` is a diagram whose value is None for what is impossible; every cell counts alike.
    """
    whole = count(store, root, lambda value: value is not None, masks)
    return count(store, inside, lambda value: value is True, masks) / whole if whole else 0.0


def count(store: Diagrams, root: int, wanted: Callable[[Any], bool], masks: Sequence[int]) -> int:
    """Return how many situations under `masks` have a value that is wanted."""
    widths = [m.bit_count() for m in masks]
    memo: dict[int, int] = {}

    def below(n: int) -> int:  # situations of the variables from the node's own on
        if n < 0:
            return 1 if wanted(store.value(n)) else 0
        if n not in memo:
            v = store.var[n]
            memo[n] = sum(passed(k, v + 1) for i, k in enumerate(store.kids[n]) if masks[v] >> i & 1)
        return memo[n]

    def passed(n: int, start: int) -> int:
        total = below(n)
        for v in range(start, store.var[n] if n >= 0 else len(widths)):
            total *= widths[v]
        return total

    return passed(root, 0)


def cover(store: Diagrams, root: int, wanted: Callable[[Any], bool], masks: Masks) -> list[Masks]:
    """Return conditions (as cells of each variable) that together hold exactly where the value is wanted.

    The widest come first. They say nothing of situations outside `masks` or that are impossible (None).
    At most `MOST_CUBES` are found.
    """
    inside = store.relabel(root, lambda value: value is not None and wanted(value))
    inside = store.both(inside, cube(store, masks))
    outside = store.relabel(root, lambda value: value is not None and not wanted(value))
    tested = store.support(inside)
    orders = (tested, tested[::-1])
    found: list[Masks] = []
    left = inside
    while left != FALSE and len(found) < MOST_CUBES:
        tried = {
            _widened(store, outside, path, masks, order)
            for path in paths(store, left, lambda value: value is True, masks, MOST_PATHS)
            for order in orders
        }
        best = max(sorted(tried), key=lambda c: (_weight(store, left, c), -_tests(c, masks)))
        found.append(best)
        left = store.both(left, store.negate(cube(store, best)))
    if left == FALSE:
        found = _needed(store, inside, found)
    return sorted(found, key=lambda c: (-_weight(store, inside, c), _tests(c, masks), c))


def cube(store: Diagrams, masks: Sequence[int]) -> int:
    """Return the diagram that is true where every variable lies in its cells of `masks`."""
    root = TRUE
    for v in range(len(masks) - 1, -1, -1):
        arity = store.arity[v]
        if masks[v] != (1 << arity) - 1:
            root = store.node(v, tuple(root if masks[v] >> i & 1 else FALSE for i in range(arity)))
    return root


def _widened(store: Diagrams, outside: int, path: Masks, masks: Masks, order: Sequence[int]) -> Masks:
    """Return the path with facts dropped, and cells added, as long as nothing outside comes in."""
    now = list(path)
    for v in order:
        for more in (masks[v], *(1 << i for i in range(store.arity[v]) if masks[v] >> i & 1)):
            before = now[v]
            if before | more != before:
                now[v] = before | more
                if _meets(store, outside, now):
                    now[v] = before
    return tuple(now)


def _meets(store: Diagrams, root: int, masks: Sequence[int]) -> bool:
    """Return whether a diagram can be true in these cells; the first way found is enough."""
    var, kids = store.var, store.kids
    seen: set[int] = set()
    todo = [root]
    while todo:
        n = todo.pop()
        if n == TRUE:
            return True
        if n < 0 or n in seen:
            continue
        seen.add(n)
        m = masks[var[n]]
        todo.extend([k for i, k in enumerate(kids[n]) if m >> i & 1])
    return False


def _weight(store: Diagrams, root: int, masks: Masks) -> int:
    return count(store, root, lambda value: value is True, masks)


def _tests(masks: Masks, whole: Masks) -> int:
    return sum(m != w for m, w in zip(masks, whole, strict=True))


def _needed(store: Diagrams, inside: int, cubes: list[Masks]) -> list[Masks]:
    """Return the conditions without those that the others make superfluous, the narrowest tried first."""
    kept = list(cubes)
    for one in sorted(cubes, key=lambda c: _weight(store, inside, c)):
        left = inside
        for other in kept:
            if other != one:
                left = store.both(left, store.negate(cube(store, other)))
        if left == FALSE:
            kept.remove(one)
    return kept


def in_words(variables: Sequence[Cells], masks: Sequence[int], whole: Sequence[int]) -> str:
    """Return a condition as a phrase; facts that `whole` leaves as they are stay unsaid.

    >>> from comity.condition.cells import cells_of
    >>> from comity.condition.tree import Test
    >>> from comity.vocabulary.fact import Fact, Kind
    >>> due = cells_of(Fact("release_due", Kind.YESNO), [Test("release_due", "in", ("yes",))])
    >>> in_words([due], (1,), (3,))
    'not release due'
    """
    said = [_said(c, m) for c, m, w in zip(variables, masks, whole, strict=True) if m != w]
    return " and ".join(sorted(said, key=lambda words: words.startswith("not "))) or "always"


def _said(cells: Cells, mask: int) -> str:
    """Return that a fact lies in these of its cells."""
    inside = [i for i in range(cells.count) if mask >> i & 1]
    name, _, member = fact_name(cells.fact).partition(":")
    if not cells.members:
        return f"{name} is {' or '.join(cells.label(i) for i in inside)}"
    values = [v for i in inside for v in cells.members[i]]
    others = [v for i, group in enumerate(cells.members) if not mask >> i & 1 for v in group]
    if {*values, *others} == {YES, NO}:
        said = f"{name} include {member}" if member else name
        return said if values == [YES] else f"not ({said})" if member else f"not {said}"
    verb = "is read as" if cells.fact.startswith("reading:") else "is"
    if len(others) * 2 < len(values) or (len(others) == 1 and len(values) > 1):
        return (
            f"{name} {verb} neither {_listed(others, 'nor')}"
            if len(others) > 1
            else f"{name} {verb} not {_listed(others)}"
        )
    return f"{name} {verb} {_listed(values)}"


def fact_name(fact: str) -> str:
    """Return a fact's name in words.

    >>> fact_name("us/xx:act/judged-paper"), fact_name("own_rule.allow_access"), fact_name("purposes:benefit")
    ('judged paper', 'own rule on allow access', 'purposes:benefit')
    """
    short = fact.removeprefix("reading:").rsplit("/", 1)[-1].replace("_", " ").replace("-", " ").replace(".", " on ")
    return f"the open point {short}" if fact.startswith("reading:") else short


def _listed(values: Sequence[str], last: str = "or") -> str:
    return f" {last} ".join(v.replace("_", " ") for v in values)
