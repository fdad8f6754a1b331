"""`comity whatif`: what a bill would change in law, and which rows of a log would have come out otherwise."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.ends import ending

if TYPE_CHECKING:
    from comity.cli.differ import Group
    from comity.cli.sides import Written
    from comity.cli.terminal import Line
    from comity.docket.whatif import Otherwise
    from comity.engine.slices import Slices
    from comity.law.body import Body
    from comity.law.instrument import Overlay


def whatif(
    bill: Annotated[str, typer.Argument(help="A bill of the docket: us/xx:some-bill, or its name alone.")],
    log: Annotated[Path | None, typer.Argument(help="A log, in any layout that `comity audit` knows.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="The law of this day; by default today.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="A place; by default the one the bill is of.")] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="A kind of agency; by default every kind.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the rows that change to this CSV file.")] = None,
    layout: Annotated[str | None, typer.Option("--layout", help="The layout of the log, where not told.")] = None,
    folder: Annotated[
        Path | None, typer.Option("--law", help="The law folder; by default COMITY_LAW or the one that came along.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """Say what a bill would change: which acts of which agencies, with an encounter that shows each change.

    With a log: which of its rows would have come out otherwise, had the bill been law on the day of each.

    Example: comity whatif us/xx:some-bill requests.csv --agency sheriff
    """
    with ending():
        from comity.cli.days import day_or_today
        from comity.cli.differ import compared
        from comity.cli.sides import Written
        from comity.cli.terminal import painted, wants_colour
        from comity.docket.whatif import as_law
        from comity.engine.slices import Slices
        from comity.law.load import load_body

        body = load_body(folder)
        overlay = _bill(bill, body)
        as_law(body, overlay.id)
        slices = Slices(body)
        side = Written(place or overlay.law.place, agency, day_or_today(on))
        sides = [(side, slices), (Written(side.place, agency, side.on, (overlay.id,)), slices)]
        groups = compared(sides, None)
        found = _put_to_log(log, slices, overlay, layout, place, folder) if log else None
        if found is not None and out is not None:
            _write(out, found)
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")
        if as_json:
            import json

            typer.echo(json.dumps(_data(overlay, side, groups, found), indent=2, ensure_ascii=False))
        else:
            told = [*_head(overlay), *_lines(sides, groups), *(_log_lines(found, body, out) if found else [])]
            typer.echo(painted(told, colour=wants_colour(sys.stdout)))


def _bill(name: str, body: Body) -> Overlay:
    from comity.vocabulary.errors import nearest, problem

    named = [o for o in body.overlays.values() if name in (o.id, o.id.split(":", 1)[1])]
    if len(named) != 1:
        what = f"unknown bill `{name[:80]}`" if not named else f"`{name}` names {len(named)} bills"
        names = [*body.overlays, *(o.split(":", 1)[1] for o in body.overlays)]
        hint = nearest(name, names) if not named else f"write one of {', '.join(o.id for o in named)}"
        raise problem("bill", None, what, hint)
    return named[0]


def _put_to_log(
    log: Path, slices: Slices, overlay: Overlay, layout: str | None, place: str | None, folder: Path | None
) -> Otherwise:
    from comity.docket.whatif import otherwise
    from comity.law.load import law_folder

    facilities = law_folder(folder) / "facilities"
    return otherwise(log, slices, overlay.id, layout=layout, place=place, facilities=facilities)


def _write(out: Path, found: Otherwise) -> None:
    from comity.vocabulary.errors import problem

    beside = out.with_name(f".{out.name}.new")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        found.changed.write_csv(beside)
        beside.replace(out)
    except OSError as error:
        raise problem(str(out), None, f"cannot be written: {(error.strerror or 'the disk refused').lower()}") from None
    finally:
        beside.unlink(missing_ok=True)


def _head(overlay: Overlay) -> list[Line]:
    from comity.cli.terminal import day_words, para

    lines = para(f"{overlay.title} · {overlay.cite}", style="heading")
    lines += para("Not law. Here it is laid over the law as if it were in force.")
    if overlay.stages:
        day, stage = overlay.stages[-1]
        lines += para(f"Last known: {stage}, {day_words(day)}. {overlay.sure}", 2, "muted")
    return lines


def _lines(sides: list[tuple[Written, Slices]], groups: list[Group]) -> list[Line]:
    from comity.cli.differ import lines
    from comity.cli.terminal import Line

    return [Line(), *lines(sides, groups)]


def _log_lines(found: Otherwise, body: Body, out: Path | None) -> list[Line]:
    from comity.cli.terminal import heading, para
    from comity.reports.answer_words import outcome_words, shapes

    rows = found.changed["row"].n_unique()
    lines = heading("The log, had the bill been law on the day of each row")
    apart = f" {found.apart:,} rows could not be read." if found.apart else ""
    lines += para(f"{rows:,} of {found.rows:,} rows come out otherwise, strictly or under the presumptions.{apart}")
    for action, before, after, count in found.counts():
        x, y = before.split("|"), after.split("|")
        verb = body.words.actions[action].verb
        same = "the strict answer only: " if x == y else ""
        told = f"{shapes(x)} {outcome_words(x)} → {shapes(y)} {outcome_words(y)}"
        lines += para(f"{verb}, {_many(count)}: {same}{told}", 2)
    where = f"Every row that changes is in {out}." if out else "--out FILE.csv writes every row that changes."
    return lines + para(where, style="muted")


def _many(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _data(overlay: Overlay, side: Written, groups: list[Group], found: Otherwise | None) -> dict[str, Any]:
    from comity.analysis.differ import difference_data

    log = None
    if found is not None:
        counts = [
            {"action": action, "presumed": x.split("|"), "presumed_with": y.split("|"), "rows": n}
            for action, x, y, n in found.counts()
        ]
        rows = found.changed["row"].n_unique()
        log = {"rows": found.rows, "unreadable": found.apart, "changed_rows": rows, "counts": counts}
    return {
        "bill": overlay.id,
        "title": overlay.title,
        "stage": [{"on": day.isoformat(), "stage": stage} for day, stage in overlay.stages],
        "sure": overlay.sure,
        "place": side.place,
        "on": side.on.isoformat() if side.on else None,
        "changes": [{"agencies": g.kinds, **difference_data(g.found, g.first, g.second)} for g in groups],
        "log": log,
    }
