"""Plain text for a terminal: lines of at most 80 columns, wrapped and never cut, in colour only where a person looks.

A line carries the name of its style; colour repeats what shape and word already say.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TextIO

WIDTH = 80
_CODES = {
    "heading": "1",
    "prohibited": "1;31",
    "required": "1;34",
    "permitted": "1;32",
    "not_addressed": "1",
    "contested": "1;33",
    "unsurveyed": "1;33",
    "open": "1;33",
    "muted": "2",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text with the name of its style, or none."""

    text: str = ""
    style: str = ""


def para(text: str, indent: int = 0, style: str = "", *, first: str = "") -> list[Line]:
    """Return a paragraph wrapped at 80 columns. `first` stands before it, and the rest hangs below its text.

    A word longer than a line, such as an address, keeps a line to itself.

    >>> [line.text for line in para("Do not tell.", 2, first="▲ ")]
    ['  ▲ Do not tell.']
    """
    start = " " * indent + first
    wrapped = textwrap.wrap(
        " ".join(text.split()),
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [Line(line, style) for line in wrapped]


def table(rows: Iterable[Sequence[tuple[str, str]]], widths: Sequence[int]) -> list[Line]:
    """Return rows of (text, style) cells as columns of these widths; a cell wraps and is never cut.

    A line takes the style of the only cell on it that has one, or none.

    >>> [line.text for line in table([[("hold the person", ""), ("forbidden", "")]], [9, 10])]
    ['hold the  forbidden', 'person']
    """
    lines: list[Line] = []
    for row in rows:
        columns = [
            textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
            for (text, _), width in zip(row, widths, strict=True)
        ]
        styles = {style for _, style in row[1:]} if len(row) > 1 else {row[0][1]}
        style = styles.pop() if len(styles) == 1 else ""
        for at in range(max((len(c) for c in columns), default=0)):
            parts = [(c[at] if at < len(c) else "").ljust(width) for c, width in zip(columns, widths, strict=True)]
            lines.append(Line(" ".join(parts).rstrip(), style))
    return lines


def heading(text: str, indent: int = 0) -> list[Line]:
    """Return a heading with an empty line before it."""
    return [Line(), *para(text, indent, "heading")]


def rule() -> Line:
    """Return a thin line across."""
    return Line("─" * WIDTH, "muted")


def painted(lines: Iterable[Line], *, colour: bool) -> str:
    """Return the lines as one text, styled when `colour`."""
    return "\n".join(_paint(line) if colour else line.text for line in lines)


def _paint(line: Line) -> str:
    code = _CODES.get(line.style)
    return f"\x1b[{code}m{line.text}\x1b[0m" if code and line.text else line.text


def wants_colour(stream: TextIO) -> bool:
    """Return whether colour helps: on a terminal that can, unless NO_COLOR is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def day_words(day: date | str) -> str:
    """Return a day as people write it.

    >>> day_words("2026-07-02")
    '2 July 2026'
    """
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{found.day} {found:%B} {found.year}"


def moment_words(text: str) -> str:
    """Return a moment in its own local time; the last second of a day is its end.

    >>> moment_words("2026-12-31T23:59:59-05:00")
    'the end of 31 December 2026'
    """
    moment = datetime.fromisoformat(text)
    if (moment.hour, moment.minute, moment.second) == (23, 59, 59):
        return f"the end of {day_words(moment.date())}"
    return f"{day_words(moment.date())}, {moment:%H:%M} {moment.tzname() or ''}".rstrip()
