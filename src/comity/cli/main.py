"""The command line: one file per command, each with an example in its help."""

from __future__ import annotations

import sys

import typer

from comity.cli.agreements import agreements
from comity.cli.audit import audit
from comity.cli.backup import backup
from comity.cli.check import check
from comity.cli.cite import cite
from comity.cli.compare import compare
from comity.cli.decide import decide
from comity.cli.demo import demo
from comity.cli.differ import differ
from comity.cli.docket import docket
from comity.cli.doctor import doctor
from comity.cli.ledger import ledger
from comity.cli.restore import restore
from comity.cli.serve import serve
from comity.cli.show import show
from comity.cli.verify import verify
from comity.cli.whatif import whatif

app = typer.Typer(
    pretty_exceptions_enable=False,
    name="comity",
    help="What the law requires, permits or forbids when federal immigration authorities ask an agency for something. "
    "Information, not legal advice.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
app.add_typer(agreements, name="agreements")
app.add_typer(docket, name="docket")
app.command()(audit)
app.command()(backup)
app.command()(check)
app.command()(cite)
app.command()(compare)
app.command()(decide)
app.command()(demo)
app.command()(differ)
app.command()(doctor)
app.command()(restore)
app.command()(serve)
app.add_typer(ledger, name="ledger")
app.command()(show)
app.command()(verify)
app.command()(whatif)


def main() -> None:
    """Run the command line; bad input ends with a message on standard error and exit 2."""
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None


if __name__ == "__main__":
    main()
