"""How `comity docket` says the docket and what a source tells of it, as lines for a terminal and as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from comity.cli.terminal import Line, day_words, heading, para, rule, table
from comity.docket.against import Against, Finding
from comity.docket.amend import stage_of
from comity.docket.register import Entry
from comity.docket.shapes import NAMES, Found
from comity.law.body import Body
from comity.law.instrument import Overlay
from comity.reports.answer_words import listed, place_words
from comity.vocabulary.errors import Problem

WIDTHS = (35, 21, 10, 11)
READ = {"primary": "text read", "secondary": "reported", "memory": "memory"}
SOURCE = {"primary": "its text was read", "secondary": "known from reports", "memory": "known from memory"}
WHATS = {
    "new": "new",
    "missing": "missing",
    "day": "the day",
    "contradicts": "contradicts",
    "not_told": "not told",
}
MEANS = {
    "new": "after the last stage of the docket file",
    "missing": "before its last stage, and not in it",
    "day": "the docket file has it on a day that it calls inexact",
    "contradicts": "both cannot be right; a person has to look",
    "not_told": "in the docket file; the source does not tell it, though it goes on later",
}
WORDS_SHOWN = 90
FEW = 5


def list_lines(found: Sequence[Entry], body: Body, on: date, *, full: bool) -> list[Line]:
    """Return the docket as a table by place; `full` adds what each touches and how sure it is."""
    if not found:
        return para(f"No bill or suit is in the docket on {day_words(on)} for this.")
    bills = sum(e.overlay.kind == "bill" for e in found)
    counted = [_many(n, kind) for n, kind in ((bills, "bill"), (len(found) - bills, "suit")) if n]
    lines = para(f"The docket on {day_words(on)}: {listed(counted)}.", style="heading")
    lines += para("None of it is law here, and none of it decides anything.")
    lines += [
        Line(),
        *table([[(c, "muted") for c in ("Bill or suit", "Last step known", "On, ago", "How known")]], WIDTHS),
    ]
    place = ""
    for entry in found:
        if entry.overlay.law.place != place:
            place = entry.overlay.law.place
            lines += [rule(), *para(place_words(place, body), style="heading")]
        lines += _row(entry)
        if full:
            lines += [*_full(entry), Line()]
    looked = [e.looked for e in found]
    first, last = min(looked), max(looked)
    when = f"on {day_words(last)}" if first == last else f"between {day_words(first)} and {day_words(last)}"
    lines += [
        rule(),
        *para(
            f"On: the day of the last step we know of, and how long ago it is. Its sources were read {when}; "
            "what happened after that day is not known here.",
            style="muted",
        ),
    ]
    lines += para(
        "How known: whether any of its text was read. `touches` counts provisions of law that it may change; "
        "◆ marks a bill that `comity whatif` can lay over the law.",
        style="muted",
    )
    return lines if full else lines + para("--full says what each touches and how sure we are.", style="muted")


def _row(entry: Entry) -> list[Line]:
    overlay = entry.overlay
    count = len(overlay.touches)
    known = READ[entry.read] + (f" touches {count}" if count else "") + (" ◆" if entry.overlaid else "")
    step = entry.step.says if entry.step else "told in words"
    cells = [overlay.title, step, f"{entry.on.isoformat()} {entry.age:,} days", known]
    lines = table([[(c, "") for c in cells]], WIDTHS)
    return [*lines, *para(overlay.id, 2, "muted")]


def _full(entry: Entry) -> list[Line]:
    overlay = entry.overlay
    lines = para(overlay.cite, 4)
    lines += para(f"{day_words(entry.on)}: {entry.stage}", 4)
    lines += para(f"How sure: {overlay.sure}", 4)
    if overlay.touches:
        lines += para(f"Touches: {', '.join(overlay.touches)}", 4)
    looked = f"sources last read {day_words(entry.looked)}, {_many(entry.looked_ago, 'day')} before"
    return lines + para(f"{SOURCE[entry.read][0].upper()}{SOURCE[entry.read][1:]}; {looked}.", 4, "muted")


def entry_data(entry: Entry) -> dict[str, Any]:
    """Return an entry of the docket as plain data."""
    overlay = entry.overlay
    return {
        "bill": overlay.id,
        "kind": overlay.kind,
        "place": overlay.law.place,
        "title": overlay.title,
        "cite": overlay.cite,
        "last": {
            "on": entry.on.isoformat(),
            "step": entry.step.value if entry.step else None,
            "stage": entry.stage,
            "days": entry.age,
        },
        "touches": list(overlay.touches),
        "overlaid": entry.overlaid,
        "sure": overlay.sure,
        "read": entry.read,
        "looked": {"on": entry.looked.isoformat(), "days": entry.looked_ago},
    }


def against_lines(
    stood: Sequence[Against],
    strangers: Sequence[tuple[Found, tuple[Overlay, ...]]],
    wrong: Sequence[Problem],
    copies: Mapping[Path, str],
    bills: int,
) -> list[Line]:
    """Return what the sources tell of the docket, bill by bill, and what was done about it."""
    lines: list[Line] = []
    for one in stood:
        lines += _one(one)
    if bills > 1 or wrong:
        apart = f"; {_many(len(wrong), 'row')} could not be read, the first: {wrong[0]}" if wrong else ""
        lines += [Line(), *para(f"{_many(bills, 'bill')} read, {len(stood)} of them in the docket{apart}.")]
    if bills <= FEW:
        lines += [line for found, near in strangers for line in (Line(), *para(_stranger(found, near)))]
    lines.append(Line())
    if copies:
        lines += para("Written, with the new and missing stages added and nothing else changed:")
        lines += [line for path in copies for line in para(str(path), 2)]
    additions = any(one.to_add() for one in stood)
    hint = " --write DIR writes a copy of the docket file with the new and missing stages." if additions else ""
    lines += para(f"No law was changed.{'' if copies else hint}", style="muted")
    return lines


def _one(one: Against) -> list[Line]:
    told, overlay = one.told, one.overlay
    lines = heading(f"{overlay.title} · {overlay.id}")
    newest = f", to {day_words(told.newest)}" if told.newest else ""
    lines += para(f"{told.number} by {NAMES[told.source]}{newest} ({told.where})", 2, "muted")
    for what, name in WHATS.items():
        these = [f for f in one.findings if f.what == what]
        if these:
            lines += para(f"{name}: {MEANS[what]}", 2, "open" if what == "contradicts" else "heading")
            lines += [line for f in these for line in _finding(f, told.source)]
    agree = f"{_many(one.known, 'step')} known already" if one.known else "no step known already"
    mean = "means" if one.passed_over == 1 else "mean"
    lines += para(f"{agree}; {_many(one.passed_over, 'entry', 'entries')} of the history {mean} no step.", 2, "muted")
    return lines


def _finding(finding: Finding, source: str) -> list[Line]:
    lines: list[Line] = []
    if finding.theirs is not None:
        says = stage_of(finding.theirs, source).says.split(" (as ", 1)[0]
        words = " ".join(finding.theirs.words.split())
        cut = words if len(words) <= WORDS_SHOWN else f"{words[:WORDS_SHOWN].rstrip()} …"
        lines += para(f"{day_words(finding.theirs.on)}: {says}" + (f" “{cut}”" if cut else ""), 4, first="- ")
    if finding.ours is not None:
        indent = 6 if lines else 4
        lines += para(f"docket: {day_words(finding.ours.on)}, {finding.ours.stage}", indent, "muted")
    return lines


def _stranger(found: Found, near: Sequence[Overlay]) -> str:
    place = found.place or "a place that is not told"
    text = f"{found.where}: no bill of the docket is {found.number} ({found.session or 'session not told'}) of {place}."
    if near:
        names = listed([f"{o.id} ({o.cite[:60]})" for o in near], "or")
        return f"{text} Near: {names}. --bill says that it is one of them."
    return f"{text} `comity docket list` shows what there is."


def against_data(
    stood: Sequence[Against],
    strangers: Sequence[tuple[Found, tuple[Overlay, ...]]],
    wrong: Sequence[Problem],
    copies: Mapping[Path, str],
    bills: int,
) -> dict[str, Any]:
    """Return the same as plain data."""
    return {
        "bills": bills,
        "unreadable": [str(p) for p in wrong],
        "in_docket": [
            {
                "bill": a.overlay.id,
                "source": a.told.source,
                "where": a.told.where,
                "number": a.told.number,
                "newest": a.told.newest.isoformat() if a.told.newest else None,
                "known": a.known,
                "no_step": a.passed_over,
                "findings": [_finding_data(f) for f in a.findings],
            }
            for a in stood
        ],
        "not_in_docket": [
            {"where": f.where, "number": f.number, "place": f.place or None, "near": [o.id for o in near]}
            for f, near in strangers
        ],
        "written": [str(path) for path in copies],
    }


def _finding_data(finding: Finding) -> dict[str, Any]:
    theirs, ours = finding.theirs, finding.ours
    return {
        "what": finding.what,
        "source": None
        if theirs is None
        else {
            "on": theirs.on.isoformat(),
            "step": theirs.step.value if theirs.step else None,
            "house": theirs.house or None,
            "words": theirs.words,
        },
        "docket": None if ours is None else {"on": ours.on.isoformat(), "stage": ours.stage},
    }


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or one + 's'}"
