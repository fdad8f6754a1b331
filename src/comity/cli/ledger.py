"""`comity ledger`: a casebook's logs exported and signed; keys for a log or a witness; and the witness itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.casebooks import casebook
from comity.cli.ends import ending

if TYPE_CHECKING:
    from comity.ledger.note import VerifierKey
    from comity.ledger.witness import Answer, Witness

ledger = typer.Typer(
    help="Export and sign the logs of a casebook, make keys, and witness the logs of others.\n\n"
    "Example: comity ledger witness log.jsonl --key witness.key --state seen --log 'jail.example/log+...'",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


DATA = typer.Option("--data", help="The folder that holds everything the casebook keeps.")


@ledger.command()
def export(
    agency: Annotated[str, typer.Argument(help="The agency's short name.")],
    file: Annotated[Path, typer.Argument(help="The file to write, or a folder for the log and its verifier.")],
    data: Annotated[Path, DATA] = Path(".casebook"),
) -> None:
    """Sign an agency's log where it stands and write it to a file that anyone can verify.

    Example: comity ledger export jail log.jsonl --data casebook
    """
    with casebook(data):
        from comity.casebook.exporting import export_to

        typer.echo(export_to(agency, file))


@ledger.command()
def sign(
    data: Annotated[Path, DATA] = Path(".casebook"),
    every: Annotated[int, typer.Option("--every", help="Go on, and sign every so many seconds.")] = 0,
) -> None:
    """Sign a checkpoint of each agency's log that has grown; `comity serve` does it every quarter of an hour.

    Example: comity ledger sign --data casebook
    """
    with casebook(data):
        from comity.casebook.exporting import sign_all
        from comity.casebook.scheduled import keep_signing

        for line in keep_signing(every) if every else sign_all():
            typer.echo(line)


@ledger.command()
def key(
    name: Annotated[str, typer.Argument(help="The name of the log or the witness, like jail.example/log.")],
    out: Annotated[Path, typer.Option("--out", help="The file for the private key; it must not be there yet.")],
    witness: Annotated[bool, typer.Option("--witness", help="Make the key of a witness.")] = False,
) -> None:
    """Make a key: the private one goes to a file for its owner alone, the public one is printed.

    Example: comity ledger key jail.example/log --out log.key
    """
    with ending():
        from comity.ledger.keys import make_key
        from comity.ledger.note import COSIGNATURE, ED25519

        typer.echo(str(make_key(out, name, COSIGNATURE if witness else ED25519).verifier))


@ledger.command()
def public(file: Annotated[Path, typer.Argument(help="The file of a private key.")]) -> None:
    """Print the public key that belongs to a private one.

    Example: comity ledger public log.key
    """
    with ending():
        from comity.ledger.keys import read_signer

        typer.echo(str(read_signer(file).verifier))


@ledger.command()
def witness(
    key_file: Annotated[Path, typer.Option("--key", help="The file with the witness's private key.")],
    state: Annotated[Path, typer.Option("--state", help="The folder in which the witness remembers what it saw.")],
    logs: Annotated[list[str], typer.Option("--log", help="The public key of a log to witness; may be repeated.")],
    file: Annotated[Path | None, typer.Argument(help="An exported log, or a request as C2SP writes it.")] = None,
    bind: Annotated[str | None, typer.Option("--bind", help="Answer over HTTP at HOST:PORT instead.")] = None,
) -> None:
    """Sign the checkpoint of a log that only adds to what was seen before, or refuse and say why.

    With a file, the signature line is printed: the log keeps it under its checkpoint.
    With --bind, POST .../add-checkpoint is answered as C2SP tlog-witness has it; put it behind a proxy that does TLS.

    Exit 0: signed. 1: refused. 2: bad input.

    Example: comity ledger witness log.jsonl --key witness.key --state seen --log "$KEY"
    """
    with ending():
        from comity.cli.verify import key_of
        from comity.ledger.keys import read_signer
        from comity.ledger.note import COSIGNATURE
        from comity.ledger.witness import Witness
        from comity.vocabulary.errors import problem

        signer = read_signer(key_file)
        if signer.kind != COSIGNATURE:
            raise problem(str(key_file), None, "not the key of a witness", "make one with --witness")
        if (file is None) == (bind is None):
            raise problem("", None, "say either a file or --bind")
        made = Witness(signer, [key_of("--log", text) for text in logs], state)
        if bind is not None:
            _serve(made, bind, signer.verifier)
        elif file is not None:
            answer = _answer(made, file)
            typer.echo(answer.text, nl=False, err=not answer.is_signed)
            if not answer.is_signed:
                raise typer.Exit(1)


def _answer(witness: Witness, file: Path) -> Answer:
    import time

    from comity.cli.verify import read_bytes
    from comity.ledger.exported import read_exported
    from comity.ledger.witness import CONFLICT, SIZE_TYPE, Answer
    from comity.vocabulary.errors import LedgerError, problem

    data = read_bytes(file)
    if data.startswith(b"{"):
        try:
            return witness.add_exported(read_exported(data, str(file)), int(time.time()))
        except LedgerError as error:
            return Answer(CONFLICT, f"{error}\n")
    try:
        answer = witness.add_checkpoint(data.decode(), int(time.time()))
    except UnicodeDecodeError:
        raise problem(str(file), None, "neither an exported log nor a request") from None
    if answer.type == SIZE_TYPE:
        return Answer(CONFLICT, f"{answer.text.strip()} entries were seen before: ask with a proof from there\n")
    return answer


def _serve(witness: Witness, bind: str, key: VerifierKey) -> None:
    from comity.ledger.witness_http import serving
    from comity.vocabulary.errors import problem

    host, _, port = bind.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or int(port) > 65535:
        raise problem("--bind", None, f"`{bind[:60]}` is no address", "like 127.0.0.1:8080")
    try:
        server = serving(witness, host.strip("[]"), int(port))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise problem("--bind", None, f"`{bind[:60]}` cannot be used: {reason}") from None
    typer.echo(f"{key} answers at {host}:{server.server_address[1]}", err=True)
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            typer.echo("stopped", err=True)
