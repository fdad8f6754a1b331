"""`comity serve`: the casebook, on this machine or behind a proxy."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

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

            run(host, port)


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


def start(data: Path, host: str = "127.0.0.1") -> None:
    """Set up Django on a folder. Raise InputError where the folder cannot be written."""
    from comity.vocabulary.errors import problem

    try:
        data.mkdir(parents=True, exist_ok=True)
        os.access(data, os.W_OK)
    except OSError as error:
        raise problem("--data", None, f"`{data}` cannot be used: {error.strerror}") from None
    os.environ["COMITY_CASEBOOK"] = str(data.absolute())
    os.environ["COMITY_CASEBOOK_HOST"] = host
    os.environ["DJANGO_SETTINGS_MODULE"] = "comity.casebook.settings"
    import django

    django.setup()
