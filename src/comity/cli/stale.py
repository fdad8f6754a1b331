"""`comity check --stale`: which places have to be read again."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import typer


def tell_stale(days: int, folder: Path | None, on: date, *, as_json: bool) -> None:
    """Print the survey rows whose sources reach to a day more than `days` days before `on`, and exit 1 if any do."""
    from comity.analysis.stale import stale
    from comity.cli.terminal import Line, day_words, heading, painted, para, wants_colour
    from comity.law.load import load_body
    from comity.reports.answer_words import kinds_words, place_words
    from comity.vocabulary.errors import problem

    if days < 0:
        raise problem("--stale", None, f"{days} is no number of days", "write 0 or more")
    body = load_body(folder)
    found = stale(body, days, on)
    if as_json:
        rows = [
            {
                "place": s.place.id,
                "agencies": sorted(s.row.agencies),
                "actions": sorted(s.row.actions),
                "read": s.row.read,
                "reaches": s.row.reaches.isoformat(),
                "days": s.days,
            }
            for s in found
        ]
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        places = len({s.place.id for s in found})
        head = f"{len(found)} survey rows of {places} places end more than {days} days before {day_words(on)}"
        lines = (
            heading(head)[1:] if found else para(f"No survey row ends more than {days} days before {day_words(on)}.")
        )
        for s in found:
            whose = kinds_words(s.row.agencies, body) if s.row.agencies else "every agency"
            lines += [
                Line(),
                *para(f"{place_words(s.place.id, body)}: read to {day_words(s.row.reaches)}, {s.days} days ago"),
            ]
            lines += para(f"{whose}: {s.row.read}", 2, "muted")
        typer.echo(painted(lines, colour=wants_colour(sys.stdout)))
    if found:
        raise typer.Exit(1)
