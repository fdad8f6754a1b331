"""Lines wrap at 80 columns and are never cut; colour comes only where a person looks."""

from __future__ import annotations

import io

import pytest

from comity.cli.terminal import (
    WIDTH,
    Line,
    day_words,
    heading,
    moment_words,
    painted,
    para,
    rule,
    table,
    wants_colour,
)


def test_nothing_makes_no_line() -> None:
    """An empty text is no paragraph."""
    assert para("") == []


def test_a_paragraph_hangs_below_what_stands_before_it() -> None:
    """The second line starts under the first one's text, and no line is longer than 80."""
    lines = [line.text for line in para("word " * 40, 2, first="▲ ")]
    assert lines[0].startswith("  ▲ word")
    assert lines[1].startswith("    word")
    assert max(map(len, lines)) <= WIDTH


def test_a_word_longer_than_a_line_is_not_cut() -> None:
    """An address keeps its letters together on a line of its own."""
    address = "https://example.org/" + "a" * 90
    assert address in [line.text.strip() for line in para(f"see {address} there")]


def test_a_cell_wraps_below_itself() -> None:
    """A table's cells keep their columns, and every word of them is there."""
    lines = [
        line.text
        for line in table([[("hold the person past release", ""), ("▲ forbidden or not addressed", "")]], [20, 14])
    ]
    assert lines == ["hold the person past ▲ forbidden or", "release              not addressed"]


def test_colour_is_only_added_when_asked_for() -> None:
    """The same lines carry no code when piped, and a code with its end when painted."""
    lines = [*heading("Answer"), Line("▲ Do not", "prohibited"), Line("plain")]
    assert painted(lines, colour=False) == "\nAnswer\n▲ Do not\nplain"
    assert painted(lines, colour=True).count("\x1b[0m") == 2


def test_a_file_a_plain_terminal_and_no_color_get_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colour needs a terminal that can, and NO_COLOR turns it off."""
    assert not wants_colour(io.StringIO())

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert wants_colour(Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(Terminal())


def test_days_and_moments_read_as_people_write_them() -> None:
    """A day has its month in words; a moment its own local time; the last second is the end of the day."""
    assert day_words("2026-02-10") == "10 February 2026"
    assert moment_words("2026-02-11T02:40:00-05:00") == "11 February 2026, 02:40 UTC-05:00"
    assert moment_words("2026-02-11T23:59:59-05:00") == "the end of 11 February 2026"
    assert len(rule().text) == WIDTH
