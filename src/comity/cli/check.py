"""`comity check`: reads the law strictly, runs the checks, decides every hypothetical."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.ends import ending


def check(
    folder: Annotated[
        Path | None, typer.Argument(help="The law folder; by default COMITY_LAW or the one that came along.")
    ] = None,
    schemas: Annotated[
        Path | None,
        typer.Option(help="Write a JSON Schema per kind of law file into this folder, for editors, and stop."),
    ] = None,
) -> None:
    """Check a law folder: its files, its rules and every hypothetical.

    Exit 0: all is as it says. 1: a check or a hypothetical fails. 2: a file, or a condition in it, cannot be read.

    Example: comity check law
    """
    with ending():
        if schemas is not None:
            write_schemas(schemas, folder)
            return
        from comity.analysis.checks import check_law
        from comity.law.load import read_body

        body, unread = read_body(folder)
        report = check_law(body, unread)
        for problem in report.problems:
            typer.echo(str(problem), err=True)
        typer.echo(report.summary())
        if report.problems:
            raise typer.Exit(2 if unread else 1)


def write_schemas(into: Path, folder: Path | None) -> None:
    """Write the schemas, with the words of the vocabulary to complete."""
    from comity.law.load import law_folder
    from comity.law.reading import read_vocabulary, schemas

    into.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas(read_vocabulary(law_folder(folder) / "vocabulary")).items():
        path = into / f"{name}.schema.json"
        path.write_text(json.dumps(schema, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        typer.echo(str(path))
