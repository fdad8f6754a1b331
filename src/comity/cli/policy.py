"""`comity check --policy`: an agency's own manual against the law that binds it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import typer


def tell_policy(path: Path, place: str | None, folder: Path | None, on: date, *, as_json: bool) -> None:
    """Print the findings; exit 1 where the policy falls short of the law or contradicts it."""
    from comity.analysis.differ import in_words
    from comity.analysis.policy import check_policy, finding_data
    from comity.law.load import load_body
    from comity.law.reading.policy_file import read_policy
    from comity.vocabulary.errors import problem
    from comity.vocabulary.place import is_place

    if place is None or not is_place(place):
        raise problem("--place", None, "a policy needs its place", "write --place us/xx/some-town")
    body = load_body(folder)
    found = check_policy(read_policy(path, place, body), body, on)
    if as_json:
        typer.echo(json.dumps([finding_data(f) for f in found], indent=2, ensure_ascii=False))
    else:
        for f in (f for f in found if f.kind != "agrees"):
            about = f"{f.action} (duty: {f.duty})" if f.duty else f.action
            typer.echo(f"{f.kind}: {about}, {f.agency}: law {in_words(f.law)}, policy {in_words(f.policy)}, "
                       f"in {f.share} of the situations")  # fmt: skip
            for p in (*f.policy_rules, *f.law_rules):
                typer.echo(f"    {p.path}:{p.line} {p.id} ({p.cite})")
            if f.witness:
                typer.echo(f"    {json.dumps(f.witness, ensure_ascii=False)}")
        here = body.places.get(place)
        if here is None or not here.survey or not all(row.own_read for row in here.survey):
            typer.echo(
                f"The manual is taken for the only own rule of {place}: ordinances and other rules there were not all "
                "read, and one of them may change what is said above."
            )
        typer.echo("Information, not legal advice.")
    if any(f.kind in {"contradicts", "looser", "missing a duty", "silent on a ban"} for f in found):
        raise typer.Exit(1)
