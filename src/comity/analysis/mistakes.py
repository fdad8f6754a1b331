"""Every single mistake of a few kinds that an encoder could make in a provision, with the provision as it would be.

An exception, an alternative or a part of a condition forgotten, an edge forgotten, a kind of agency bound that is not;
and of a derived fact, a part of its filter forgotten, or a filter that nothing matches.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from comity.condition.parse import syntax
from comity.condition.prose import in_words
from comity.condition.tree import ALWAYS, NEVER, All, Not, Test, Tree
from comity.condition.tree import Any as AnyOf
from comity.law.body import Body
from comity.law.instrument import Derived
from comity.law.provision import Pattern, Provision

EXCEPTION, ALTERNATIVE, CONDITION, EDGE, AGENCY, FILTER = (
    "exception",
    "alternative",
    "condition",
    "edge",
    "agency",
    "filter",
)
KINDS = (EXCEPTION, ALTERNATIVE, CONDITION, EDGE, AGENCY, FILTER)
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: its kind, what it is in words, where it is (`of`), and what that would read with it (`then`).

    `phrase` is the condition around a part with the part: what a definition gives to several provisions is one phrase.
    `agency` is the kind of agency of a mistake in whom a provision binds.
    """

    kind: str
    what: str
    of: Provision | Derived
    then: Provision | Derived
    phrase: tuple[Tree, Tree] | None = None
    agency: str = ""

    def body(self, body: Body) -> Body:
        """Return a body of law with this mistake in it."""
        if isinstance(self.then, Derived):
            return _with_derived(body, self.then)
        return with_provision(body, self.then)


def with_provision(body: Body, then: Provision) -> Body:
    """Return a body of law in which a provision reads otherwise."""
    old = body.instruments[then.instrument]
    provisions = tuple(then if p.id == then.id else p for p in old.provisions)
    made = replace(body, instruments={**body.instruments, old.id: replace(old, provisions=provisions)})
    # INVARIANT: these follow from the words, the open points and the derived facts alone, and the provision is none.
    for name in ("facts", "derived", "points"):
        made.__dict__[name] = getattr(body, name)
    return made


def wider_by(mistakes: Sequence[Mistake]) -> Provision:
    """Return a provision that binds by mistake every kind of agency of these mistakes in it."""
    first = mistakes[0].of
    if not isinstance(first, Provision):
        raise TypeError(first.id)
    kinds = first.binds.kinds | {m.agency for m in mistakes}
    return replace(first, binds=replace(first.binds, kinds=kinds))


def _with_derived(body: Body, then: Derived) -> Body:
    """Return a body of law in which a derived fact is computed otherwise, under a digest of its own."""
    instruments = {
        name: replace(i, derived=tuple(then if d.id == then.id else d for d in i.derived))
        if any(d.id == then.id for d in i.derived)
        else i
        for name, i in body.instruments.items()
    }
    return replace(body, instruments=instruments, digest=f"{body.digest}+{next(_NUMBERS)}")


def mistakes_in(provision: Provision, body: Body) -> Iterator[Mistake]:
    """Yield the single mistakes that a provision could hold."""
    yield from _in_condition(provision)
    for i, pattern in enumerate(provision.attacks):
        fewer = replace(provision, attacks=provision.attacks[:i] + provision.attacks[i + 1 :])
        yield Mistake(EDGE, f"it defeats {_pattern_words(pattern)}", provision, fewer)
    for i, pattern in enumerate(provision.yields_to):
        fewer = replace(provision, yields_to=provision.yields_to[:i] + provision.yields_to[i + 1 :])
        yield Mistake(EDGE, f"it yields to {_pattern_words(pattern)}", provision, fewer)
    if provision.binds.kinds and all(body.words.actions[a].actor == "agency" for a in provision.actions):
        for kind, agency in body.words.agencies.items():
            if kind not in provision.binds.kinds and agency.level != "federal":
                binds = replace(provision.binds, kinds=provision.binds.kinds | {kind})
                then = replace(provision, binds=binds)
                yield Mistake(AGENCY, kind, provision, then, agency=kind)


def _pattern_words(pattern: Pattern) -> str:
    if pattern.ids or pattern.instrument:
        return ", ".join(f"`{name}`" for name in sorted(pattern.ids | pattern.instrument))
    named = [*sorted(map(str, pattern.modality)), *sorted(pattern.action), *sorted(pattern.authority)]
    return " ".join([*named, f"of a place {pattern.place}" if pattern.place else ""]).strip()


def _in_condition(provision: Provision) -> Iterator[Mistake]:
    when = provision.when
    if not isinstance(when, All):
        kind = EXCEPTION if isinstance(when, Not) else CONDITION
        yield _part(kind, provision, when, when, ALWAYS)
    for kind, around, part, without in _parts(when):
        yield _part(kind, provision, around, part, without)


def _part(kind: str, provision: Provision, around: Tree, part: Tree, without: Tree) -> Mistake:
    shown = part.part if isinstance(part, Not) and kind == EXCEPTION else part
    return Mistake(kind, in_words(shown), provision, replace(provision, when=without), (around, part))


def _parts(tree: Tree) -> Iterator[tuple[str, Tree, Tree, Tree]]:
    """Yield each part that can be forgotten: its kind, the condition around it, itself, the whole without it."""
    match tree:
        case Not(inner):
            yield from ((kind, around, part, Not(without)) for kind, around, part, without in _parts(inner))
        case All(parts) | AnyOf(parts):
            for i, part in enumerate(parts):
                before, after = parts[:i], parts[i + 1 :]
                if isinstance(tree, AnyOf) and len(parts) > 1:
                    yield ALTERNATIVE, tree, part, AnyOf((*before, *after))
                elif isinstance(tree, All) and part not in (ALWAYS, NEVER) and not isinstance(part, All):
                    yield (EXCEPTION if isinstance(part, Not) else CONDITION), tree, part, All((*before, *after))
                for kind, around, inner, without in _parts(part):
                    yield kind, around, inner, type(tree)((*before, without, *after))
        case Test():
            return


def mistakes_of(derived: Derived) -> Iterator[Mistake]:
    """Yield the single mistakes that the filter of a derived fact could hold.

    >>> from comity.law.instrument import Derived
    >>> fact = Derived("act/judge", "any", "?", over="papers", filter_text="signed and form == 'I-200'")
    >>> [m.what for m in mistakes_of(fact)]
    ['anything that it matches', 'signed', "form == 'I-200'"]
    """
    if not derived.filter_text:
        return
    nothing = replace(derived, filter_text=f"not ({derived.filter_text}) and ({derived.filter_text})")
    yield Mistake(FILTER, "anything that it matches", derived, nothing)
    for part, without in _filter_parts(syntax(derived.filter_text)):
        what = ast.unparse(part)
        yield Mistake(FILTER, what, derived, replace(derived, filter_text=ast.unparse(without)))


def _filter_parts(node: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield each part of a filter with the filter without it."""
    if isinstance(node, ast.BoolOp):
        for i, part in enumerate(node.values):
            rest = [*node.values[:i], *node.values[i + 1 :]]
            yield part, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
            for inner, without in _filter_parts(part):
                yield inner, ast.BoolOp(node.op, [*node.values[:i], without, *node.values[i + 1 :]])
