"""`comity differ`: what the law of two sides makes different, act by act, with an encounter that shows it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.ends import ending

if TYPE_CHECKING:
    from comity.analysis.differ import Difference, Side
    from comity.cli.sides import Written
    from comity.cli.terminal import Line
    from comity.engine.slices import Slices
    from comity.law.body import Body


def differ(
    first: Annotated[str, typer.Argument(metavar="A", help="A side: PLACE:AGENCY@DAY+BILL, or a law folder.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The other side; what it leaves out is as in A.")],
    action: Annotated[list[str] | None, typer.Option("--action", help="Only this action; may be repeated.")] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="The kind of agency; by default every kind.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="The day of a side that names none; today by default.")] = None,
    folder: Annotated[
        Path | None, typer.Option("--law", help="The law folder; by default COMITY_LAW or the one that came along.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """Compare the law of two days, places, agencies, bills or law folders.

    A side is a place, and after it, where wanted, :AGENCY, @DAY and +BILL; or the path of a law folder.

    Exit 0: every situation comes out the same. 1: some do not. 2: bad input.

    Example: comity differ us/xx/some-town:police_municipal@2019-12-01 @2026-01-01
    """
    with ending():
        from comity.analysis.differ import difference_data
        from comity.cli.terminal import painted, wants_colour

        sides = _sides((first, second), agency, on, folder)
        groups = compared(sides, action)
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")
        if as_json:
            import json

            data = [{"agencies": g.kinds, **difference_data(g.found, g.first, g.second)} for g in groups]
            typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
        else:
            typer.echo(painted(lines(sides, groups), colour=wants_colour(sys.stdout)))
        if groups:
            raise typer.Exit(1)


def _sides(
    texts: tuple[str, str], agency: str | None, on: str | None, folder: Path | None
) -> list[tuple[Written, Slices]]:
    """Return both sides with all they need, each with the law it is taken from."""
    from comity.cli.sides import HOW, Written, known, written
    from comity.engine.slices import Slices
    from comity.law.load import load_body
    from comity.vocabulary.errors import problem

    given = [written(text, where) for text, where in zip(texts, "AB", strict=True)]
    day = written(f"@{on}", "--on").on if on is not None else datetime.now().astimezone().date()
    laws = {path: Slices(load_body(path)) for path in {side.folder or folder for side in given}}
    slices = [laws[side.folder or folder] for side in given]
    spoken = [known(side, law.body, where) for side, law, where in zip(given, slices, "AB", strict=True)]
    standard = known(Written(agency=agency, on=day), slices[0].body, "--agency")
    full = [one.filled(other).filled(standard) for one, other in (spoken, spoken[::-1])]
    if any(side.place is None for side in full):
        raise problem("A", None, "no side names a place", HOW)
    return list(zip(full, slices, strict=True))


@dataclass
class Group:
    """A difference, with the kinds of agency that it is the same for and the sides of one of them."""

    found: Difference
    first: Side
    second: Side
    kinds: list[str]


def compared(sides: list[tuple[Written, Slices]], actions: list[str] | None) -> list[Group]:
    """Return the differences, each with the kinds of agency that it is the same for."""
    from comity.analysis.differ import difference
    from comity.vocabulary.errors import nearest, problem

    words = sides[0][1].body.words
    for action in actions or ():
        if action not in words.actions:
            raise problem("--action", None, f"unknown action `{action[:80]}`", nearest(action, words.actions))
    found: dict[tuple[Any, ...], Group | None] = {}
    both = words.actions.keys() & sides[1][1].body.words.actions.keys()
    for kind, a, b in _agencies(sides):
        for action in actions or [n for n in words.actions if n in both]:
            for duty in (None, *dict.fromkeys((*a.duties(action), *b.duties(action)))):
                key = (action, duty, id(a.compiled(action, duty)), id(b.compiled(action, duty)))
                if key not in found:
                    one = difference(a, b, action, duty)
                    found[key] = Group(one, a, b, []) if one else None
                group = found[key]
                if group is not None and kind not in group.kinds:
                    group.kinds.append(kind)
    order = list(words.actions)
    return sorted((g for g in found.values() if g), key=lambda g: (order.index(g.found.action), g.found.duty or ""))


def _agencies(sides: list[tuple[Written, Slices]]) -> list[tuple[str, Side, Side]]:
    """Return the agencies to compare: the one named on each side, or every kind of agency on both."""
    from comity.analysis.differ import Side
    from comity.law.selector import Who

    def side(written: Written, slices: Slices, kind: str) -> Side:
        name = written.agency or kind
        named = slices.body.agencies.get(name)
        who = Who(str(written.place), named.kinds if named else frozenset({name}), named.id if named else None)
        return Side(slices, who, written.on or date.max, written.bills)

    kinds = list(sides[0][1].body.words.agencies)
    if sides[0][0].agency and sides[1][0].agency:
        kinds = [sides[0][0].agency]
    return [(kind, side(*sides[0], kind), side(*sides[1], kind)) for kind in kinds]


def lines(sides: list[tuple[Written, Slices]], groups: list[Group]) -> list[Line]:
    """Return the comparison as text for a terminal."""
    from comity.cli.terminal import Line, heading, para
    from comity.reports.answer_words import listed

    (a, slices), (b, _) = sides
    found = heading(f"{side_words(a, slices.body)}  →  {side_words(b, slices.body)}")[1:]
    if not groups:
        return [*found, Line(), *para("Equal: every situation comes out the same.")]
    for group in groups:
        found += _group_lines(group, slices.body, told=not (a.agency and b.agency))
    duties = len({(g.found.action, g.found.duty) for g in groups if g.found.duty is not None})
    actions = len({g.found.action for g in groups if g.found.duty is None})
    said = [
        _many(n, one, several) for n, one, several in ((actions, "action", "actions"), (duties, "duty", "duties")) if n
    ]
    return [*found, Line(), *para(f"The law differs on {listed(said)}.")]


def _many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def side_words(side: Written, body: Body) -> str:
    """Return a side in words."""
    from comity.cli.terminal import day_words
    from comity.reports.answer_words import place_words

    where = place_words(str(side.place), body)
    agency = f", {side.agency}" if side.agency else ""
    bills = "".join(f" + {bill}" for bill in side.bills)
    law = f" in {side.folder}" if side.folder else ""
    return f"{where}{agency}, {day_words(side.on or date.max)}{bills}{law}"


def _group_lines(group: Group, body: Body, *, told: bool) -> list[Line]:
    import json

    from comity.analysis.differ import sentence
    from comity.cli.terminal import Line, heading, para
    from comity.reports.answer_words import kinds_words, outcome_words, shapes

    found, kinds = group.found, group.kinds
    act = body.words.actions[found.action].verb
    duty = f" (duty: {found.duty.replace('_', ' ')})" if found.duty else ""
    out = heading(f"{act}{duty}")
    every = len(kinds) == len(body.words.agencies)
    agencies = "every kind of agency" if every else kinds_words(kinds, body) or ", ".join(kinds)
    out += para(f"For {agencies}.", 2, "muted") if told else []
    for (x, y), share in found.pairs.items():
        if x != y:
            out += para(f"{shapes(x)} {outcome_words(x)} → {shapes(y)} {outcome_words(y)}, "
                        f"in {share_words(share)} of the situations", 2)  # fmt: skip
    out += para(sentence(found, group.first, group.second, outcome_words), 2)
    for cause in found.causes:
        out += para(f"{cause.provision.path}:{cause.provision.line} {cause.provision.id}", 4, "muted")
    out += para(f"Turns on open law: {', '.join(found.open)}.", 2, "open") if found.open else []
    if found.first is not None and found.second is not None:
        out.append(Line("  To see it, put this to `comity decide`:", "muted"))
        shown = [found.first] if found.first == found.second else [found.first, found.second]
        out += [Line(f"    {json.dumps(data, ensure_ascii=False)}") for data in shown]
    else:
        out += para("No encounter that somebody could write down shows it.", 2, "muted")
    return out


def share_words(share: Any) -> str:
    """Return a share as a fraction, with a percentage where the fraction is no simple one.

    >>> from fractions import Fraction
    >>> share_words(Fraction(1, 4)), share_words(Fraction(11, 96)), share_words(Fraction(1))
    ('1/4', '11/96 (11 %)', 'all')
    """
    if share == 1:
        return "all"
    if share.denominator <= 12:
        return str(share)
    percent = 100 * float(share)
    return f"{share} ({percent:.0f} %)" if percent >= 1 else f"{share} (under 1 %)"
