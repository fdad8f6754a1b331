"""`comity restore`: a backup into an empty place, ending where the last published log ends."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.casebooks import casebook


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    data: Annotated[Path, typer.Option("--data", help="The folder to restore into; it holds no casebook yet.")],
    keys: Annotated[Path | None, typer.Option("--keys", help="The file of the keys, written apart.")] = None,
    logs: Annotated[
        list[Path] | None, typer.Option("--log", help="The newest exported log of an agency; one for each.")
    ] = None,
    nothing_since: Annotated[
        bool, typer.Option("--nothing-since", help="You know that nothing was sealed or published since the backup.")
    ] = False,
) -> None:
    """Restore a backup. What was sealed since is sealed again, from the newest exported log of each agency.

    Example: comity restore casebook.tar --data new --keys keys.tar --log jail-log.jsonl
    """
    with casebook(data, new=True):
        from comity.casebook import restoring

        for line in restoring.restore(file, keys, logs or [], nothing_since=nothing_since):
            typer.echo(line)
