"""`comity agreements`: makes a register of agreements from a published list, and shows what one says of an agency."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.ends import ending

if TYPE_CHECKING:
    from datetime import date

    from comity.cli.terminal import Line

SAYS = {"covers": "in force as listed", "unknown": "not known for that day", "outside": "not listed for that day"}

agreements = typer.Typer(
    help="Make and read a register of agreements.\n\n"
    "Example: comity agreements show register.csv --place us/xx/some-county",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


@agreements.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="A list of participating agencies, as CSV: full, or in episodes.")],
    out: Annotated[Path, typer.Option("--out", help="The register to write.")] = Path("register.csv"),
    seen: Annotated[str | None, typer.Option("--seen", help="The day of a full list, where not in its name.")] = None,
    unmatched: Annotated[bool, typer.Option("--unmatched", help="Print every row that is in no register.")] = False,
    folder: Annotated[Path | None, typer.Option("--law", help="The law folder, for the tables of names.")] = None,
) -> None:
    """Make a register from a published list. A row whose agency the name does not tell is counted and left out.

    Example: comity agreements import participating.csv --out register.csv
    """
    with ending():
        from comity.audit.agreements.listed import read_list
        from comity.audit.agreements.names import read_names
        from comity.audit.agreements.register import to_csv
        from comity.law.load import law_folder
        from comity.vocabulary.errors import problem

        found = read_list(file, read_names(law_folder(folder) / "facilities"), _day(seen, "--seen"))
        beside = out.with_name(f".{out.name}.new")
        try:
            beside.write_text(to_csv(found.register), encoding="utf-8")
            beside.replace(out)
        except OSError as error:
            reason = (error.strerror or "the disk refused").lower()
            raise problem(str(out), None, f"cannot be written: {reason}") from None
        finally:
            beside.unlink(missing_ok=True)
        typer.echo(f"{found.rows_in:,} rows read, {len(found.register.rows):,} agreements written to {out}")
        typer.echo(f"{found.merged:,} rows joined to another: one agreement under two spellings")
        for why, count in found.reasons().items():
            typer.echo(f"{count:,} rows left out: {why}")
        for state, agency, why in found.unmatched if unmatched else ():
            typer.echo(f"  {state}, {agency}: {why}")


@agreements.command()
def show(
    register: Annotated[Path, typer.Argument(help="A register of agreements.")],
    place: Annotated[str, typer.Option("--place", help="The place, like us/xx/some-county.")],
    agency: Annotated[str | None, typer.Option("--agency", help="A kind of agency; by default every kind.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="Say how each row stands to this day.")] = None,
    folder: Annotated[Path | None, typer.Option("--law", help="The law folder, for the kinds of agency.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """List the agreements of a place. Silence means that it is not known, never that there is none.

    Example: comity agreements show register.csv --place us/xx/some-county --agency sheriff --on 2026-01-05
    """
    with ending():
        from comity.audit.agreements.register import read_register
        from comity.law.load import load_body
        from comity.vocabulary.errors import nearest, problem

        known = load_body(folder).words.agencies
        if agency and agency not in known:
            raise problem("--agency", None, f"unknown agency `{agency[:60]}`", nearest(agency, known))
        read = read_register(register, known)
        day = _day(on, "--on")
        rows = read.of(place, [agency] if agency else [])
        told: list[dict[str, Any]] = [
            {**row.to_row(), **({"standing": str(row.standing(day))} if day else {})} for row in rows
        ]
        if as_json:
            import json

            typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
            return
        from comity.cli.terminal import painted, wants_colour

        lines = agreement_lines(
            {"register": read.name, "rows": told, "filled": {}, "contradicted": {}, "note": _note()}
        )
        typer.echo(painted(lines, colour=wants_colour(sys.stdout)))


def _note() -> str:
    from comity.audit.agreements.effect import NOTE

    return NOTE


def _day(text: str | None, where: str) -> date | None:
    from comity.vocabulary.day import parse_day
    from comity.vocabulary.errors import problem

    try:
        return parse_day(text) if text else None
    except ValueError as error:
        raise problem(where, None, str(error)) from None


def agreement_lines(told: Mapping[str, Any]) -> list[Line]:
    """Return what a register says of an agency as lines: its rows, what was filled, and what it contradicts."""
    from comity.cli.terminal import heading, para

    lines = heading(f"Agreements, from the register {told['register']}")
    for row in told["rows"]:
        stands = f": {SAYS[row['standing']]}" if "standing" in row else ""
        lines += para(f"{row['name']}, {row['model']}, signed {row['signed'] or 'on a day not told'}{stands}", 2)
        spans = [
            f"to {row['to']}" if row["to"] else "",
            f"last seen {row['last_seen']}" if row["last_seen"] else "",
            f"gone by {row['absent_from']}" if row["absent_from"] else "",
        ]
        lines += para("; ".join([row["how_known"], *(s for s in spans if s)]), 4, "muted")
    if not told["rows"]:
        lines += para("It lists none for this agency, which does not say that there is none.", 2)
    for name, value in told["filled"].items():
        lines += para(f"The answer rests on the register for: {name.replace('_', ' ')} = {value}.", 2)
    for name, value in told["contradicted"].items():
        lines += para(
            f"What was given contradicts it: {name.replace('_', ' ')} = {value} there. What was given stands.", 2
        )
    return lines + para(told["note"], 2, "muted")
