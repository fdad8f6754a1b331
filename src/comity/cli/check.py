"""`comity check`: reads the law strictly, runs the checks, decides every hypothetical."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.days import day_or_today
from comity.cli.ends import ending


def check(
    folder: Annotated[
        Path | None, typer.Argument(help="The law folder; by default COMITY_LAW or the one that came along.")
    ] = None,
    schemas: Annotated[
        Path | None,
        typer.Option(help="Write a JSON Schema per kind of law file into this folder, for editors, and stop."),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(
            help="Make one analysis and print it: cites, conflicts, cycles, dead, gaps, redundant, sways, untested."
        ),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option(help="A place, as us/xx: check its files only, which is quick; of an analysis, the law there."),
    ] = None,
    agency: Annotated[str | None, typer.Option(help="The same: one kind of agency, or a named one.")] = None,
    action: Annotated[str | None, typer.Option(help="The same: one action.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="The same: the law of this day; by default today.")] = None,
    provision: Annotated[str | None, typer.Option(help="For redundant: what changes without this provision.")] = None,
    stale: Annotated[
        int | None, typer.Option(help="List what was read only to a day more than so many days ago.")
    ] = None,
    policy: Annotated[
        Path | None, typer.Option(help="Compare this manual of an agency with the law of the day.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="With --policy: write a memo into this folder, as HTML, PDF and JSON.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="With --only, --stale or --policy: print plain data.")
    ] = False,
) -> None:
    """Check a law folder: its files, its rules and every hypothetical.

    Exit 0: all is as it says. 1: a check or a hypothetical fails. 2: a file, or a condition in it, cannot be read.

    Example: comity check law
    """
    with ending():
        if schemas is not None:
            write_schemas(schemas, folder)
        elif stale is not None:
            from comity.cli.stale import tell_stale

            tell_stale(stale, folder, day_or_today(on), as_json=as_json)
        elif policy is not None:
            from comity.cli.policy import tell_policy

            tell_policy(policy, place, folder, day_or_today(on), as_json=as_json, out=out)
        elif only == "cites":
            tell_cites(folder, place, as_json=as_json)
        elif only is not None:
            analyse(only, folder, (place, agency, action, provision), on, as_json=as_json)
        else:
            _whole(folder, place)


def _whole(folder: Path | None, place: str | None) -> None:
    """Read a law folder, run every check and hypothetical, those of a place or all, and tell what is wrong."""
    from comity.analysis.checks import check_law
    from comity.cli.cite import grammar_of
    from comity.cli.places import place_given
    from comity.law.citation.unread import unread_cites
    from comity.law.load import read_body

    body, unread = read_body(folder)
    if place is not None:
        place = place_given(place, body)
    cites = unread_cites(body, grammar_of(folder), place or "").values()
    report = check_law(body, [*unread, *cites], _tell, place or "")
    _tell("")
    for problem in report.problems:
        typer.echo(str(problem), err=True)
    typer.echo(report.summary())
    if report.problems:
        raise typer.Exit(2 if unread else 1)


def tell_cites(folder: Path | None, place: str | None, *, as_json: bool) -> None:
    """Print the citations that cannot be read, of a place and below or all; exit 1 while there are any."""
    from comity.cli.cite import grammar_of, unread_data
    from comity.cli.places import place_given
    from comity.law.load import load_body

    body = load_body(folder)
    where = place_given(place, body) if place else ""
    data = unread_data(body, grammar_of(folder), where)
    if as_json:
        typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        for one in data:
            typer.echo(f"{one['file']}: {one['why']}")
        typer.echo("Every citation can be read." if not data else f"{len(data)} cannot be read.")
    if data:
        raise typer.Exit(1)


def _tell(step: str) -> None:
    """Show on a terminal what is looked at, in a line of its own that goes when nothing is."""
    if sys.stderr.isatty():
        typer.echo(f"\r\x1b[K{f'{step} ...' if step else ''}", err=True, nl=False)


def analyse(name: str, folder: Path | None, words: tuple[str | None, ...], on: str | None, *, as_json: bool) -> None:
    """Make one analysis and print it. `words` are the place, agency, action and provision asked about, or None."""
    from comity.cli.analyses import Asked, analysed
    from comity.cli.terminal import painted, wants_colour
    from comity.library import load

    data, lines, wrong = analysed(name, load(folder).slices, Asked(day_or_today(on), *words))
    if as_json:
        typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        typer.echo(painted(lines, colour=wants_colour(sys.stdout)))
    if wrong:
        raise typer.Exit(1)


def write_schemas(into: Path, folder: Path | None) -> None:
    """Write the schemas, with the words of the vocabulary to complete."""
    from comity.law.load import law_folder
    from comity.law.reading.schema import schemas
    from comity.law.reading.vocabulary_files import read_words

    into.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas(read_words(law_folder(folder))).items():
        path = into / f"{name}.schema.json"
        path.write_text(json.dumps(schema, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        typer.echo(str(path))
