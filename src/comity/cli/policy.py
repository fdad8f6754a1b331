"""`comity check --policy`: an agency's own manual against the law that binds it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from comity.analysis.policy import PolicyFinding

FILES = ("memo.html", "memo.pdf", "memo.json")


def tell_policy(
    path: Path, place: str | None, folder: Path | None, on: date, *, as_json: bool, out: Path | None = None
) -> None:
    """Print the findings, and write the memo into `out`; exit 1 where the policy falls short of the law."""
    from comity.analysis.policy import check_policy, finding_data
    from comity.cli.places import place_given
    from comity.law.load import load_body
    from comity.law.reading.policy_file import read_policy
    from comity.reports.policy_memo import memo

    if out is not None:
        _check_out(out)
    body = load_body(folder)
    policy = read_policy(path, place_given(place, body) if place else None, body)
    found = check_policy(policy, body, on)
    data = memo(found, policy, body, on)
    if out is not None:
        _write(out, data, on)
    if as_json:
        typer.echo(json.dumps([finding_data(f) for f in found], indent=2, ensure_ascii=False))
    else:
        _print(found, data, out)
    if any(f.short for f in found):
        raise typer.Exit(1)


def _print(found: list[PolicyFinding], data: dict[str, Any], out: Path | None) -> None:
    from comity.analysis.differ import in_words
    from comity.analysis.policy import AGREES, KINDS

    for sentence in (data["headline"], *data["lead"]):
        typer.echo(sentence)
    for f in sorted(found, key=lambda f: (KINDS.index(f.kind), not f.short, not f.usual)):
        if f.kind == AGREES:
            continue
        about = f"{f.action} (duty: {f.duty})" if f.duty else f.action
        rare = "" if f.usual else ", only where a presumption fails"
        typer.echo(f"{f.kind}: {about}, {f.agency}: law {in_words(f.law)}, policy {in_words(f.policy)}, "
                   f"in {f.share} of the situations{rare}")  # fmt: skip
        for p in (*f.policy_rules, *f.law_rules):
            typer.echo(f"    {p.path}:{p.line} {p.id} ({p.cite})")
        if f.witness:
            typer.echo(f"    {json.dumps(f.witness, ensure_ascii=False)}")
    if data["unread"]:
        typer.echo(data["unread"])
    if out is not None:
        typer.echo(f"Wrote {', '.join(FILES)} into {out}.")
    typer.echo(data["notice"])


def _check_out(out: Path) -> None:
    """Raise InputError unless the folder is new, empty, or holds an earlier memo only."""
    from comity.vocabulary.errors import problem

    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise problem(str(out), None, "is not a folder", "give a folder for the memo with --out")
    other = sorted(p.name for p in out.iterdir() if p.name not in FILES) if out.exists() else []
    if other:
        raise problem(str(out), None, f"holds other things (`{other[0][:80]}`)", "give a new or empty folder")


def _write(out: Path, data: dict[str, Any], on: date) -> None:
    from comity.reports.policy_memo import memo_html, memo_pdf
    from comity.vocabulary.errors import problem

    made = {
        "memo.html": memo_html(data).encode(),
        "memo.pdf": memo_pdf(data, on),
        "memo.json": f"{json.dumps(data, indent=2, ensure_ascii=False)}\n".encode(),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in made.items():
            (out / name).write_bytes(content)
    except OSError as error:
        raise problem(str(out), None, f"cannot be written: {(error.strerror or 'the disk refused').lower()}") from None
