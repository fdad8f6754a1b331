"""Charts are inline SVG: bars from zero, each labelled, no script and no request."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import comity.reports
from comity.reports.charts import COLOURS, INK, LABEL, Bar, columns, rows_of_bars, short

CSS = (Path(comity.reports.__file__).parent / "templates" / "page.css").read_text(encoding="utf-8")
BARS = [Bar("one & <two>", 3, "3", "prohibited"), Bar("three", 0, "0", "permitted"), Bar("x" * 60, 10, "10")]


@pytest.mark.parametrize("draw", [rows_of_bars, columns])
def test_a_chart_needs_nothing_from_outside(draw: object) -> None:
    """No address, no script, no namespace, and a name for those who do not see it."""
    svg = draw(BARS, 'How many "did"?')  # type: ignore[operator]  # both draw bars
    assert "http" not in svg
    assert "<script" not in svg
    assert svg.startswith('<svg role="img" aria-label="How many &quot;did&quot;?"')


@pytest.mark.parametrize("draw", [rows_of_bars, columns])
def test_every_bar_carries_its_count(draw: object) -> None:
    """Zero too."""
    svg = draw(BARS, "Bars")  # type: ignore[operator]  # both draw bars
    assert {"3", "0", "10"} <= set(re.findall(r"<text[^>]*>([^<]*)</text>", svg))


def test_bars_start_at_zero() -> None:
    """A bar of nothing has no length, and lengths are in proportion."""
    svg = rows_of_bars([Bar("a", 50, "50"), Bar("b", 100, "100"), Bar("c", 0, "0")], "Bars")
    widths = [float(w) for w in re.findall(r'd="M0,[\d.]+h([\d.]+)v9h-', svg)]
    assert widths[1] == pytest.approx(2 * widths[0], rel=0.01)
    assert widths[2:] in ([], [0.0])


def test_every_colour_of_a_chart_is_repainted_in_the_dark() -> None:
    """The stylesheet knows each by its value."""
    for colour in (INK, *COLOURS.values()):
        assert f'svg [fill="{colour}"]' in CSS
    svg = rows_of_bars(BARS, "Bars") + columns(BARS, "Bars")
    assert set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg)) <= {INK, *COLOURS.values()}


def test_a_long_label_is_cut_on_the_chart_only() -> None:
    """The table beside it has the whole."""
    assert len(short("x" * 60)) == LABEL
    assert short("short") == "short"
