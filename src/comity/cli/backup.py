"""`comity backup`: the casebook in one file, and its keys in another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.casebooks import casebook


def backup(
    file: Annotated[Path | None, typer.Argument(help="The file to write; one of that name is replaced.")] = None,
    data: Annotated[Path, typer.Option("--data", help="The folder that holds everything the casebook keeps.")] = Path(
        ".casebook"
    ),
    keys: Annotated[Path | None, typer.Option("--keys", help="Write the keys to this file, apart.")] = None,
    keep_days: Annotated[
        int, typer.Option("--keep-days", min=1, help="After so many days a restore refuses the backup.")
    ] = 35,
) -> None:
    """Back up a casebook while it runs. The keys are not in the file: --keys writes them, to be kept elsewhere.

    Example: comity backup /backups/casebook.tar --data casebook
    """
    with casebook(data):
        from comity.casebook.backups import back_up, back_up_keys
        from comity.vocabulary.errors import problem

        if file is None and keys is None:
            raise problem("", None, "say a file for the backup, or --keys and a file for the keys")
        for line in back_up(file, keep_days) if file else ():
            typer.echo(line)
        for line in back_up_keys(keys) if keys else ():
            typer.echo(line)
