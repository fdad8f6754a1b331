"""`comity compare`: what the law makes of an act in every state, or of every act in one place."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.ends import ending
from comity.cli.places import place_given

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.analysis.compare import Cell
    from comity.cli.terminal import Line
    from comity.law.body import Body

AGENCIES = ("police_municipal", "sheriff", "jail")
NOTE = "Before anything is known of a case; the presumed answer, with its presumptions, stands in --json."


def compare(
    action: Annotated[list[str] | None, typer.Option("--action", help="An action; may be repeated.")] = None,
    agency: Annotated[
        list[str] | None, typer.Option("--agency", help="A kind of agency; by default city police, sheriff and jail.")
    ] = None,
    place: Annotated[
        list[str] | None, typer.Option("--place", help="A place; by default every State. One place: its whole matrix.")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help="The law of this day; by default today.")] = None,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="A fact of every case, as request_form=I-247A; may be repeated.")
    ] = None,
    chart: Annotated[
        Path | None, typer.Option("--map", help="Write a map of tiles to this SVG file (one action, one agency).")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--law", help="The law folder; by default COMITY_LAW or the one that came along.")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a line for each cell, with commas.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data, with the reasons of each cell.")] = False,
) -> None:
    """Compare what the law makes of acts across the States, or all acts of one place.

    Each word follows from a decision. `comity show` opens a place to its reasons, and --json has those of each cell.

    Example: comity compare --action hold_on_detainer --on 2026-11-24
    """
    with ending():
        from comity.analysis.compare import cells, rows, states
        from comity.cli.days import day_or_today
        from comity.cli.terminal import painted, wants_colour
        from comity.engine.slices import Slices
        from comity.law.load import load_body

        body = load_body(folder)
        day, places = day_or_today(on), [place_given(p, body) for p in place or ()] or states(body)
        if not action and not place:
            raise _wrong("--action", "say which action to compare", f"for instance {next(iter(body.words.actions))}")
        whole = bool(place) and not action
        local = [k for k, a in body.words.agencies.items() if a.level != "federal"]
        kinds = agency or (local if whole and not chart else list(AGENCIES))
        actions = action or [n for n, a in body.words.actions.items() if a.actor == "agency"]
        if chart and (len(kinds) != 1 or len(actions) != 1):
            raise _wrong("--map", "a map shows one action and one kind of agency", "give --action and --agency once")
        found = cells(Slices(body), places, kinds, actions, day, _facts(fact or (), body))
        if chart:
            _write(chart, found, day, body)
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")
        if as_json:
            import json

            typer.echo(json.dumps(rows(found, body), indent=2, ensure_ascii=False))
        elif as_csv:
            typer.echo(_csv(found, body), nl=False)
        else:
            told = _matrix(found, kinds, day, body) if whole else _lines(found, kinds, actions, day, body)
            typer.echo(painted(told, colour=wants_colour(sys.stdout)))
            if chart:
                typer.echo(f"\nThe map is in {chart}")


def _wrong(where: str, what: str, hint: str) -> Exception:
    from comity.vocabulary.errors import problem

    return problem(where, None, what, hint)


def _facts(given: Sequence[str], body: Body) -> dict[str, Any]:
    from comity.vocabulary.errors import nearest

    found: dict[str, Any] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or name not in body.facts:
            hint = nearest(name, body.facts) if equals else "write NAME=VALUE"
            raise _wrong("--fact", f"unknown fact `{name[:60]}`", hint)
        found[name] = value
    return found


def _lines(found: Sequence[Cell], kinds: Sequence[str], actions: Sequence[str], day: date, body: Body) -> list[Line]:
    """Return a table for each action: a line for each place, a column for each kind of agency."""
    from comity.cli.terminal import Line, day_words, heading, para, table
    from comity.reports.answer_words import place_words

    lines: list[Line] = []
    widths = [16, *([62 // len(kinds) - 1] * len(kinds))] if len(kinds) <= 3 else []
    for action in actions:
        verb = body.words.actions[action].verb
        lines += heading(f"{verb[:1].upper()}{verb[1:]} · the law on {day_words(day)}")
        lines += para(NOTE, style="muted")
        of_action = {(c.place, c.agency): c for c in found if c.action == action}
        names = [body.words.agencies[k].says for k in kinds]
        lines += [Line(), *table([[("", ""), *((n, "heading") for n in names)]], widths)] if widths else [Line()]
        for place in dict.fromkeys(c.place for c in found):
            shown = [_shown(of_action[place, k]) for k in kinds]
            if widths:
                lines += table([[(place_words(place, body), ""), *shown]], widths)
            else:
                lines += para(place_words(place, body), style="heading")
                for name, (text, style) in zip(names, shown, strict=True):
                    lines += para(f"{name}: {text}", 2, style)
    return lines


def _matrix(found: Sequence[Cell], kinds: Sequence[str], day: date, body: Body) -> list[Line]:
    """Return the acts of one place after another, kinds of agency with the same answer together."""
    from comity.cli.terminal import Line, day_words, para
    from comity.reports.answer_words import kinds_words, place_words

    lines: list[Line] = []
    for place in dict.fromkeys(c.place for c in found):
        lines += [Line(), *para(f"{place_words(place, body)} · the law on {day_words(day)}", style="heading")]
        lines += para(NOTE, style="muted")
        for action in dict.fromkeys(c.action for c in found):
            alike: dict[tuple[str, str], list[str]] = {}
            for cell in (c for c in found if c.place == place and c.action == action):
                alike.setdefault(_shown(cell), []).append(cell.agency)
            verb = body.words.actions[action].verb
            lines += [Line(), *para(verb[:1].upper() + verb[1:], style="heading")]
            for (text, style), whose in alike.items():
                told = "every kind of agency" if len(whose) == len(kinds) else kinds_words(whose, body)
                lines += para(f"{text} — {told}", 2, style)
    return lines


def _shown(cell: Cell) -> tuple[str, str]:
    from comity.reports.answer_words import shapes

    outcomes = cell.answer["presumed"]["outcomes"]
    return f"{shapes(outcomes)} {cell.posture.says}", outcomes[0] if len(outcomes) == 1 else "open"


def _csv(found: Sequence[Cell], body: Body) -> str:
    import csv
    import io

    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["place", "name", "agency", "action", "posture", "presumed", "outcomes", "reasons", "reaches"])
    for cell in found:
        active = [r["provision"] for r in cell.answer["reasons"] if r["role"] != "yields"]
        reaches = max((row["reaches"] for row in cell.answer["survey"] if row["place"] == cell.place), default="")
        outcomes = cell.answer["presumed"]["outcomes"], cell.answer["outcomes"]
        name = body.places[cell.place].name if cell.place in body.places else ""
        told = [cell.place, name, cell.agency, cell.action, cell.posture.key, *(";".join(o) for o in outcomes)]
        out.writerow([*told, ";".join(active), reaches])
    return text.getvalue()


def _write(path: Path, found: Sequence[Cell], day: date, body: Body) -> None:
    """Write the map, whole or not at all."""
    from comity.cli.terminal import day_words
    from comity.reports.tile_map import Tile, tile_map

    first = found[0]
    tiles = []
    for cell in found:
        place = body.places.get(cell.place)
        letters = cell.place.rsplit("/", 1)[-1][:2].upper()
        at = place.tile if place else None
        tiles.append(Tile(letters, place.name if place else cell.place, at, cell.posture.key, cell.posture.says))
    whose = body.words.agencies[first.agency].says
    title = f"May or must a {whose} {body.words.actions[first.action].verb}? {day_words(day)}"
    notes = (
        NOTE.split(";", maxsplit=1)[0] + ", under the stated presumptions.",
        "Information, not legal advice. No lawyer has reviewed it.",
    )
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(tile_map(tiles, title, notes), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise _wrong(str(path), f"cannot be written: {(error.strerror or 'the disk refused').lower()}", "") from None
    finally:
        beside.unlink(missing_ok=True)
