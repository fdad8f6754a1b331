"""`comity docket`: the bills and suits that may change the law, and what bill JSON tells of them that they lack."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.ends import ending

if TYPE_CHECKING:
    from comity.docket.against import Against
    from comity.docket.shapes import Found, Reading
    from comity.law.body import Body
    from comity.law.instrument import Overlay
    from comity.vocabulary.errors import Problem

KINDS = ("bill", "suit")

docket = typer.Typer(
    help="List the bills and suits that may change the law, and hold bill JSON against them.\n\n"
    "Example: comity docket list --place us/xx",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


@docket.command("list")
def list_docket(
    place: Annotated[str | None, typer.Option("--place", help="A place and those below it, by path or name.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="bill or suit; by default both.")] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="The docket as it stood on this day; by default today.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="With what each touches and how sure we are, in words.")] = False,
    folder: Annotated[
        Path | None, typer.Option("--law", help="The law folder; by default COMITY_LAW or the one that came along.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """List every bill and suit: its last step, the day, what it touches, how it is known. None of it is law here.

    Example: comity docket list --place us/xx --kind bill
    """
    with ending():
        from comity.cli.days import day_or_today
        from comity.cli.docket_words import entry_data, list_lines
        from comity.cli.places import place_given
        from comity.docket.register import entries
        from comity.docket.step import read_step_words
        from comity.law.load import law_folder, load_body
        from comity.vocabulary.errors import nearest, problem

        if kind is not None and kind not in KINDS:
            raise problem("--kind", None, f"unknown kind `{kind[:60]}`", nearest(kind, KINDS))
        day = day_or_today(on)
        body, words = load_body(folder), read_step_words(law_folder(folder))
        where = place_given(place, body) if place else None
        found = entries(body, words, day, place=where, kind=kind)
        if as_json:
            _say_json([entry_data(e) for e in found])
        else:
            _say(list_lines(found, body, day, full=full or (where is not None and where != "us")))


@docket.command()
def update(
    sources: Annotated[list[str], typer.Argument(help="Bill JSON: files, or https addresses.", metavar="FILE|URL...")],
    bill: Annotated[
        str | None, typer.Option("--bill", help="The docket's bill that it belongs to, where its number does not say.")
    ] = None,
    write: Annotated[
        Path | None, typer.Option("--write", help="Write amended copies of the docket files below this folder.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--law", help="The law folder; by default COMITY_LAW or the one that came along.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """Say which stages bill JSON tells that the docket lacks, has on another day, or contradicts. Law never changes.

    Reads a legislature's document with its DocumentHistoryActions, Open States (a bill, a page, bulk) and LegiScan.
    It connects to nothing but an https address that you give, and asks that address once. With --write, copies of the
    docket files get the new and missing stages in their `stage` list and are else the same, byte for byte.
    Exit 1 where there is something to look at, 2 for bad input; then nothing is written.

    Example: comity docket update bill.json --write amended
    """
    with ending():
        from comity.cli.docket_words import FEW, against_data, against_lines
        from comity.docket.shapes import Reading
        from comity.docket.step import read_step_words
        from comity.law.load import law_folder, load_body

        body, root = load_body(folder), law_folder(folder)
        words = read_step_words(root)
        chosen = _bill(bill, body) if bill else None
        reading = Reading(words, _places(body), chosen.law.place if chosen else _documents(root), body.zone)
        bills, wrong = _found(sources, reading, named=chosen is not None)
        stood, strangers = _against(bills, body, reading, chosen)
        copies = _amended(stood, root, write) if write else {}
        for path, text in copies.items():
            _write(path, text)
        if as_json:
            _say_json(against_data(stood, strangers, wrong, copies, len(bills)))
        else:
            _say(against_lines(stood, strangers, wrong, copies, len(bills)))
        # A few bills that belong nowhere are worth a look; in bulk, most do.
        if any(a.findings for a in stood) or (strangers and len(bills) <= FEW):
            raise typer.Exit(1)


def _bill(name: str, body: Body) -> Overlay:
    from comity.vocabulary.errors import nearest, problem

    bills = [o for o in body.overlays.values() if o.kind == "bill"]
    named = [o for o in bills if name in (o.id, o.id.split(":", 1)[1])]
    if len(named) != 1:
        what = f"unknown bill `{name[:80]}`" if not named else f"`{name}` names {len(named)} bills"
        names = [w for o in bills for w in (o.id, o.id.split(":", 1)[1])]
        hint = nearest(name, names) if not named else f"write one of {', '.join(o.id for o in named)}"
        raise problem("--bill", None, what, hint)
    return named[0]


def _places(body: Body) -> dict[str, str]:
    return {p.name.lower(): p.id for p in body.places.values()} | {p: p for p in body.places}


def _documents(root: Path) -> str:
    """Return the place whose legislature has the documents API, by the law folder's table, or ""."""
    import csv

    from comity.vocabulary.errors import problem

    path = root / "vocabulary" / "legislatures.csv"
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return next((r["place"] or "" for r in csv.DictReader(stream) if r.get("shape") == "documents"), "")
    except (OSError, UnicodeDecodeError, csv.Error, KeyError):
        raise problem(str(path), None, "cannot be read as a table of shape, place, note") from None


def _found(sources: Sequence[str], reading: Reading, *, named: bool) -> tuple[list[Found], list[Problem]]:
    """Return the bills of every source, and the rows that are none. A history joins the document given before it."""
    from comity.docket.fetch import fetch, is_address, shown
    from comity.docket.shapes import found_in, joined, read_json
    from comity.vocabulary.errors import problem

    bills: list[Found] = []
    wrong: list[Problem] = []
    for source in sources:
        name = shown(source) if is_address(source) else source
        new, apart = found_in(read_json(fetch(source) if is_address(source) else _bytes(source), name), name, reading)
        wrong += apart
        for one in new:
            last = bills[-1] if bills else None
            waits = last is not None and last.source == "documents" and not last.history
            if last is not None and waits and one.number in ("", last.number) and one.source == "documents":
                bills[-1] = joined(last, one)
            elif one.number or named:
                bills.append(one)
            else:
                raise problem(name, None, "a history that names no bill", "put it after its document, or give --bill")
    return bills, wrong


def _bytes(source: str) -> bytes:
    from comity.docket.shapes import MAX_BYTES
    from comity.vocabulary.errors import problem

    try:
        with Path(source).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "no such file").lower()
        raise problem(source[:200], None, f"cannot be read: {reason}") from None


def _against(
    bills: Sequence[Found], body: Body, reading: Reading, chosen: Overlay | None
) -> tuple[list[Against], list[tuple[Found, tuple[Overlay, ...]]]]:
    """Return each bill that belongs to a docket file held against it, and those that belong to none with near ones."""
    from comity.docket.against import against
    from comity.docket.belongs import belongs, marks
    from comity.docket.histories import told
    from comity.vocabulary.errors import problem

    overlays = list(body.overlays.values())
    stood: list[Against] = []
    strangers: list[tuple[Found, tuple[Overlay, ...]]] = []
    for one in bills:
        own = belongs(overlays, one.place, one.number, marks(one.session, one.years))
        found = own.found
        if chosen is not None:
            found = (chosen,) if len(bills) == 1 or chosen in found else ()
        if not found:
            strangers.append((one, own.near))
            continue
        history = told(one, reading)
        if chosen is None:
            found = belongs(overlays, one.place, one.number, marks(one.session, one.years), history.years).found
        if len(found) > 1:
            which = ", ".join(o.id for o in found)
            raise problem(one.where, None, f"{one.number} may belong to {which}", "say which with --bill")
        if found:
            stood.append(against(found[0], history, reading.words))
        else:
            strangers.append((one, own.found))
    return stood, strangers


def _amended(stood: Sequence[Against], root: Path, out: Path) -> dict[Path, str]:
    """Return the text of each amended copy by its path. Raise InputError where a copy would lie in the law folder."""
    from comity.docket.amend import amended, stage_of
    from comity.vocabulary.errors import problem

    texts: dict[Path, str] = {}
    written: set[tuple[str, str, str, str]] = set()
    for one in stood:
        place, name = one.overlay.id.split(":", 1)
        inside = Path(place) / "docket" / f"{name}.yaml"
        # INVARIANT: no link on the way leads a copy into the law.
        if (out / inside).resolve().is_relative_to(root.resolve()):
            raise problem(
                str(out), None, "lies in the law folder, and law is never changed here", "give another folder"
            )
        # Two sources of one bill tell much alike; the first to tell a step is written.
        new = {(one.overlay.id, t.on.isoformat(), str(t.step), t.house): t for t in one.to_add()}
        stages = [stage_of(t, one.told.source) for key, t in new.items() if key not in written]
        written |= new.keys()
        if not stages:
            continue
        before = texts.get(out / inside) or _text(root / inside)
        texts[out / inside] = amended(before, str(root / inside), stages)
    return texts


def _text(path: Path) -> str:
    from comity.vocabulary.errors import problem

    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise problem(str(path), None, "cannot be read") from None


def _write(path: Path, text: str) -> None:
    from comity.vocabulary.errors import problem

    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(text.encode("utf-8"))
        beside.replace(path)
    except OSError as error:
        raise problem(str(path), None, f"cannot be written: {(error.strerror or 'the disk refused').lower()}") from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _say(lines: Sequence[Any]) -> None:
    from comity.cli.terminal import painted, wants_colour

    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    typer.echo(painted(lines, colour=wants_colour(sys.stdout)))


def _say_json(data: Any) -> None:
    import json

    typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
