"""`comity cite`: reads a citation into its parts, one way of writing it and its public addresses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.ends import ending

if TYPE_CHECKING:
    from comity.law.body import Body
    from comity.law.citation.grammar import Grammar


def cite(
    text: Annotated[str | None, typer.Argument(help="A citation; without it, every one in the law is tried.")] = None,
    folder: Annotated[
        Path | None, typer.Option("--law", help="The law folder; by default COMITY_LAW or the one that came along.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """Read a citation into its parts, the way it is written here, and a public address where one can be made.

    Without a citation: tell which citations in the law cannot be read yet, and where. Exit 1 while there are any.

    Example: comity cite "Example Act, s. 3"
    """
    with ending():
        from comity.law.citation.grammar import CiteError
        from comity.law.load import load_body
        from comity.vocabulary.errors import problem

        grammar = grammar_of(folder)
        if text is not None:
            try:
                found = grammar.parse(text)
            except CiteError as error:
                raise problem("citation", None, str(error)) from None
            data = {"canonical": found.canonical, "parts": [_part(p) for p in found.parts]}
            if as_json:
                typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
                return
            typer.echo(found.canonical)
            for part in found.parts:
                typer.echo(f"  {part.form}: {part.text}{f'  {part.link}' if part.link else ''}")
            return
        body = load_body(folder)
        unread = unread_data(body, grammar)
        if as_json:
            typer.echo(json.dumps(unread, indent=2, ensure_ascii=False))
        else:
            for entry in unread:
                typer.echo(f"{entry['where']}: {entry['why']}")
            typer.echo(
                f"{len(body.provisions) - len(unread)} of {len(body.provisions)} provisions' citations can be read."
            )
        if unread:
            raise typer.Exit(1)


def grammar_of(folder: Path | None) -> Grammar:
    """Return the grammar of citations of a law folder."""
    from comity.law.load import law_folder
    from comity.law.reading.to_grammar import to_grammar
    from comity.law.reading.vocabulary_files import read_words

    return to_grammar(read_words(law_folder(folder)))


def cite_links(text: str, folder: Path | None) -> list[dict[str, str]]:
    """Return the public addresses of the parts of a citation, of those parts that have one; none where it is unread."""
    from comity.law.citation.grammar import CiteError

    try:
        parts = grammar_of(folder).parse(text).parts
    except CiteError:
        return []
    return [{"cite": part.text, "link": part.link} for part in parts if part.link]


def unread_data(body: Body, grammar: Grammar, place: str = "") -> list[dict[str, Any]]:
    """Return the citations that cannot be read as plain data, those of a place and below or all."""
    from comity.law.citation.unread import unread_cites

    return [
        {
            "where": name,
            "cite": body.provisions[name].cite,
            "why": problem.what,
            "file": f"{problem.path}:{problem.line}",
        }
        for name, problem in unread_cites(body, grammar, place).items()
    ]


def _part(part: Any) -> dict[str, Any]:
    return {"form": part.form, "canonical": part.text, "link": part.link or None}
