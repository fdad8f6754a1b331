"""`comity decide`: what the law makes of an encounter, of each in a file, or of one that an interview asks about."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.ends import ending

if TYPE_CHECKING:
    from comity.audit.agreements.register import Register
    from comity.cli.encounters import Given
    from comity.engine.decision import Decision
    from comity.library import Law

STDIN = "-"


def decide(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="An encounter, a list or JSON lines, as JSON or YAML; `-` for standard input. "
            "Without it, on a terminal: an interview."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print plain data: a list for a list, JSON lines for JSON lines.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Presume nothing: show every outcome still possible.")
    ] = False,
    trace: Annotated[bool, typer.Option("--trace", help="Print every stage on the way to the answer.")] = False,
    folder: Annotated[
        Path | None, typer.Option("--law", help="The law folder; by default COMITY_LAW or the one that came along.")
    ] = None,
    action: Annotated[
        list[str] | None, typer.Option("--action", help="Decide this action only; may be given again.")
    ] = None,
    agreements: Annotated[
        Path | None, typer.Option("--agreements", help="A register of agreements (`comity agreements import`).")
    ] = None,
) -> None:
    """Say what the law requires, permits or forbids in an encounter.

    An encounter has place, agency, on (the day) and facts. What is not given is unknown, never no.

    Example: comity decide request.yaml --action hold_on_detainer
    """
    with ending():
        from comity.library import load

        if file is None and sys.stdin.isatty():
            law = load(folder)
            given = _interviewed(law, strict, action or [])
        else:
            given = _read(file)
            law = load(folder)
        register = _register(agreements, law)
        text = _answered(given, law, as_json, strict, trace, action or [], register)
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")
        typer.echo(text)


def _read(file: Path | None) -> Given:
    from comity.cli.encounters import MAX_BYTES, read_given
    from comity.vocabulary.errors import problem

    if file is None or str(file) == STDIN:
        return read_given(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    try:
        with file.open("rb") as stream:
            return read_given(stream.read(MAX_BYTES + 1), str(file))
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise problem(str(file), None, f"cannot be read: {reason}") from None


def _register(file: Path | None, law: Law) -> Register | None:
    from comity.audit.agreements.register import read_register

    return read_register(file, law.body.words.agencies) if file else None


def _interviewed(law: Law, strict: bool, actions: list[str]) -> Given:
    from comity.cli.encounters import Given, Item
    from comity.cli.interview import at_terminal, interview

    ask, say = at_terminal()
    data = interview(law, ask, say, strict=strict, actions=_known(actions, law))
    return Given((Item(data, "interview", None, lambda _: None),), "one")


def _known(actions: list[str], law: Law) -> list[str]:
    from comity.vocabulary.errors import InputError, Problem, nearest

    words = law.body.words.actions
    wrong = [
        Problem("--action", None, f"unknown action `{a[:60]}`", nearest(a, words)) for a in actions if a not in words
    ]
    if wrong:
        raise InputError(wrong)
    return list(dict.fromkeys(actions))


def _answered(
    given: Given,
    law: Law,
    as_json: bool,
    strict: bool,
    trace: bool,
    actions: list[str],
    register: Register | None = None,
) -> str:
    """Return everything to print. Raise InputError with what is wrong in all encounters, before anything is printed."""
    from comity.audit.agreements.effect import with_register
    from comity.cli.encounters import shortened
    from comity.cli.trace import trace_data
    from comity.engine.explanation import explain
    from comity.vocabulary.errors import InputError, Problem

    only = _known(actions, law)
    made: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for item in given.items:
        data = {**item.data, "actions": only} if only else item.data
        told = None
        try:
            if register:
                data, told = with_register(data, register, law.body, item.name)
            decision: Decision = law.decision(data, item.name)
        except InputError as error:
            problems.extend(item.placed(p) for p in error.problems)
            continue
        explained = explain(decision, law.body)
        if told:
            explained["agreements"] = told
        if trace:
            explained["trace"] = trace_data(decision, law)
        made.append(explained)
    if problems:
        raise InputError(shortened(problems, given.items[0].name))
    return _as_json(made, given.shape) if as_json else _as_text(made, law, strict)


def _as_json(made: list[dict[str, Any]], shape: str) -> str:
    import json

    if shape == "lines":
        return "\n".join(json.dumps(one, ensure_ascii=False) for one in made)
    return json.dumps(made[0] if shape == "one" else made, indent=2, ensure_ascii=False)


def _as_text(made: list[dict[str, Any]], law: Law, strict: bool) -> str:
    from comity.cli.agreements import agreement_lines
    from comity.cli.render import closing, decision_lines
    from comity.cli.terminal import Line, painted, rule, wants_colour
    from comity.cli.trace import trace_lines

    lines: list[Line] = []
    for number, one in enumerate(made):
        lines += [Line(), rule()] if number else []
        lines += decision_lines(one, law.body, strict=strict)
        lines += agreement_lines(one["agreements"]) if "agreements" in one else []
        lines += trace_lines(one["trace"]) if "trace" in one else []
    return painted([*lines, *closing()], colour=wants_colour(sys.stdout))
