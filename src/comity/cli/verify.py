"""`comity verify`: says what is certain of an exported log, or where it does not verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.ends import ending

if TYPE_CHECKING:
    from comity.ledger.note import VerifierKey


def verify(
    file: Annotated[Path, typer.Argument(metavar="LEDGER", help="An exported log, or the folder that holds it.")],
    key: Annotated[
        str | None, typer.Option("--key", help="The public key of the log, as the agency told it by another way.")
    ] = None,
    witness: Annotated[
        list[str] | None, typer.Option("--witness", help="The public key of a witness; may be repeated.")
    ] = None,
    held: Annotated[
        list[Path] | None, typer.Option("--held", help="An earlier checkpoint or copy of the log; may be repeated.")
    ] = None,
) -> None:
    """Verify an exported log: every byte, and against what it showed before.

    Exit 0: it verifies. 1: it does not, and where. 2: bad input.

    The folder of an export holds comity_verify.py, which says the same with nothing but Python.

    Example: comity verify out/log.jsonl --key "$KEY" --held checkpoint-of-last-year
    """
    from comity.ledger.verify import Held, verified
    from comity.vocabulary.errors import LedgerError

    with ending():
        path = file / "log.jsonl" if file.is_dir() else file
        mine = key_of("--key", key) if key else None
        witnesses = [key_of("--witness", text) for text in witness or ()]
        before = [Held(str(one), read_bytes(one)) for one in held or ()]
        data = read_bytes(path)
        try:
            said = verified(str(path), data, mine, witnesses, before)
        except LedgerError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
        typer.echo("\n".join(said))


def key_of(where: str, text: str) -> VerifierKey:
    """Return a public key as it was given; InputError says what is wrong with it."""
    from comity.ledger.note import VerifierKey
    from comity.vocabulary.errors import problem

    try:
        return VerifierKey.parse(text)
    except ValueError as error:
        raise problem(where, None, f"`{text[:120]}` is no key", str(error)) from None


def read_bytes(path: Path) -> bytes:
    """Return what a file holds; InputError where it cannot be read."""
    from comity.vocabulary.errors import problem

    try:
        return path.read_bytes()
    except OSError as error:
        raise problem(str(path), None, f"cannot be read: {(error.strerror or 'unknown reason').lower()}") from None
