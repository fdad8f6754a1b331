"""How every command ends: 0 fine, 1 findings or a failed check, 2 bad input with its message on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from comity.vocabulary.errors import InputError


@contextmanager
def ending() -> Iterator[None]:
    """Turn bad input into its message and exit 2."""
    try:
        yield
    except InputError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
