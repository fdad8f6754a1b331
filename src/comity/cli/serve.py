"""`comity serve`: the casebook, on this machine or behind a proxy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.casebooks import start
from comity.cli.ends import ending


def serve(
    data: Annotated[Path, typer.Option("--data", help="The folder that holds everything the casebook keeps.")] = Path(
        ".casebook"
    ),
    bind: Annotated[str, typer.Option("--bind", help="HOST:PORT to answer at.")] = "127.0.0.1:8000",
    demo: Annotated[bool, typer.Option("--demo", help="Fill a made-up county with a year of work first.")] = False,
    prepare: Annotated[bool, typer.Option("--prepare", help="Make the tables, print the link and stop.")] = False,
) -> None:
    """Serve the casebook. The first start makes its tables and prints a one-time link for the first administrator.

    SQLite in --data by default; PostgreSQL by DATABASE_URL.

    Example: comity serve --data casebook --bind 127.0.0.1:8000
    """
    with ending():
        host, port = address(bind)
        start(data, host)
        from comity.casebook.starting import prepare_casebook

        for line in prepare_casebook(f"http://{host}:{port}", demo=demo):
            typer.echo(line)
        sys.stdout.flush()
        if not prepare:
            from comity.casebook.starting import run

            run(host, port, data)


def address(bind: str) -> tuple[str, int]:
    """Return the host and port of an address. Raise InputError for what is none.

    >>> address("127.0.0.1:8000")
    ('127.0.0.1', 8000)
    """
    from comity.vocabulary.errors import problem

    host, colon, port = bind.rpartition(":")
    if not colon or not host or not port.isdigit() or int(port) > 65535:
        raise problem("--bind", None, f"`{bind[:60]}` is not HOST:PORT", "for instance 127.0.0.1:8000")
    return host.strip("[]"), int(port)
