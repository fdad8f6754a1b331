"""`comity show`: what binds in a place, or what one provision or instrument says."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.ends import ending

if TYPE_CHECKING:
    from comity.cli.terminal import Line
    from comity.law.body import Body
    from comity.library import Law


def show(
    target: Annotated[
        str, typer.Argument(help="A place (us/xx/some-town or its name), a named agency, an instrument or a provision.")
    ],
    on: Annotated[str | None, typer.Option("--on", help="The law of this day; by default today.")] = None,
    exceptions: Annotated[
        bool, typer.Option("--exceptions", help="For a place: every exception in force, per action.")
    ] = False,
    known_at: Annotated[str | None, typer.Option("--known-at", help="As it was known on this day.")] = None,
    folder: Annotated[
        Path | None, typer.Option("--law", help="The law folder; by default COMITY_LAW or the one that came along.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """Show what binds in a place, or all that is known of a provision or instrument.

    Example: comity show us/xx/some-town --on 2026-02-10 --exceptions
    """
    with ending():
        from comity.cli.render import closing
        from comity.cli.terminal import painted, wants_colour
        from comity.library import load

        day = _day(on, "--on") or datetime.now().astimezone().date()
        known = _day(known_at, "--known-at")
        law = load(folder)
        data, lines = _shown(target.strip(), law, day, known, exceptions, folder)
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")
        if as_json:
            import json

            typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
        else:
            typer.echo(painted([*lines, *closing()], colour=wants_colour(sys.stdout)))


def _day(text: str | None, option: str) -> date | None:
    from comity.vocabulary.day import parse_day
    from comity.vocabulary.errors import problem

    if text is None:
        return None
    try:
        return parse_day(text)
    except ValueError as error:
        raise problem(option, None, str(error)) from None


def _shown(
    target: str, law: Law, on: date, known_at: date | None, exceptions: bool, folder: Path | None = None
) -> tuple[dict[str, Any], list[Line]]:
    from comity.cli.cite import cite_links
    from comity.cli.show_law import instrument_data, instrument_lines, provision_data, provision_lines
    from comity.cli.show_place import Asked, place_data, place_lines

    body = law.body
    if ":" in target and "/" in target.split(":", 1)[1]:
        found = law.provision(target)
        data = {**provision_data(found, body), "cite_links": cite_links(found.cite, folder)}
        return data, provision_lines(data, body)
    instruments = {i.id: i for i in body.all_instruments}
    if ":" in target:
        _known(target, instruments, "instrument")
        data = instrument_data(instruments[target], body)
        return data, instrument_lines(data, body)
    if target in body.agencies:
        asked = Asked(target.rsplit("/", 1)[0], on, known_at, target)
    else:
        asked = Asked(_place(target, body), on, known_at)
    data = place_data(law, asked, with_exceptions=exceptions)
    return data, [*_stranger(asked.place, body), *place_lines(data, body)]


def _known(word: str, words: Any, what: str) -> None:
    from comity.vocabulary.errors import nearest, problem

    if word not in words:
        raise problem(what, None, f"unknown {what} `{word[:80]}`", nearest(word, words))


def _place(target: str, body: Body) -> str:
    """Return the place meant: a path within a nation we know, or a name."""
    from comity.vocabulary.place import is_place, path_of

    named = {p.name.lower(): p.id for p in body.places.values()}
    found = named.get(target.lower(), target)
    if not is_place(found) or path_of(found)[0] not in body.places:
        _known(target, {*body.places, *(p.name for p in body.places.values()), *body.agencies}, "place")
    return found


def _stranger(place: str, body: Body) -> list[Line]:
    """Return a line naming the place perhaps meant, where no file describes the one given."""
    import difflib

    from comity.cli.terminal import para

    close = difflib.get_close_matches(place, list(body.places), n=1, cutoff=0.85)
    return para(f"Did you mean {close[0]}?", style="open") if place not in body.places and close else []
