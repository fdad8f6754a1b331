"""`comity doctor`: whether a casebook is well, and what to do where it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.casebooks import casebook


def doctor(
    data: Annotated[Path, typer.Option("--data", help="The folder that holds everything the casebook keeps.")] = Path(
        ".casebook"
    ),
    quick: Annotated[bool, typer.Option("--quick", help="Do not read every entry of the logs again.")] = False,
) -> None:
    """Look at a casebook: database, disk, clock, keys, logs, law and backups. Nothing is changed.

    Exit 0: all is well. 1: something is to be mended, and the line says how. 2: bad input.

    Example: comity doctor --data casebook
    """
    with casebook(data):
        from comity.casebook.doctor import examined

        found = list(examined(logs=not quick))
        for finding in found:
            typer.echo(str(finding))
        if not all(finding.well for finding in found):
            raise typer.Exit(1)
