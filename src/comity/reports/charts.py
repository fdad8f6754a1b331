"""Bars as SVG for a page: one message each, zero at the foot, every bar labelled, no script.

Colours are the light ones of the stylesheet; it repaints them by their value in the dark and in print. A chart is never
wider than a phone, so its letters stay readable there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import vl_convert as vlc

WIDTH = 300
STEP = 38
LABEL = 49
INK = "#1b1b1b"
RULE = "#d9d4cb"
COLOURS = {
    "prohibited": "#9b1c1c",
    "required": "#1a4480",
    "permitted": "#1e6b3a",
    "silent": "#5c5c5c",
    "contested": "#8a5300",
}
_NAMESPACES = re.compile(r' xmlns(:\w+)?="[^"]*"')
_FONT = "system-ui, sans-serif"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it counts, how many, the count in words, and the state that colours it."""

    label: str
    count: int
    shown: str
    state: str = "silent"


def rows_of_bars(bars: Sequence[Bar], says: str) -> str:
    """Return lying bars as SVG, each under its label, in order. `says` tells a screen reader what is shown."""
    data = _data(bars)
    y = alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    x = alt.X("count:Q", axis=None, scale=alt.Scale(domainMin=0, domainMax=_top(bars) * 1.28))
    chart = alt.Chart(data)
    layers = alt.layer(
        chart.mark_bar(yOffset=8, size=9).encode(y=y, x=x, color=alt.Color("colour:N", scale=None)),
        chart.mark_text(align="left", dy=-7, color=INK, fontSize=11.5).encode(y=y, x=alt.value(0), text="label:N"),
        chart.mark_text(align="left", dx=5, dy=8, color=INK, fontSize=13, fontWeight="bold").encode(
            y=y, x=x, text="shown:N"
        ),
    )
    return _svg(layers.properties(width=WIDTH, height=alt.Step(STEP)), says)


def columns(bars: Sequence[Bar], says: str) -> str:
    """Return standing bars as SVG, one per year or the like, with the count above each."""
    data = _data(bars)
    few = len(bars) <= 12
    x = alt.X(
        "place:O",
        scale=alt.Scale(paddingInner=0.25),
        axis=alt.Axis(
            title=None,
            labelAngle=0,
            labelExpr=f"{[b.label for b in bars]!r}[datum.value]",
            labelOverlap="greedy",
            ticks=False,
            domainColor=INK,
            labelColor=INK,
            labelFontSize=12 if few else 11,
        ),
    )
    y = alt.Y("count:Q", axis=None, scale=alt.Scale(domainMin=0, domainMax=_top(bars) * 1.12))
    chart = alt.Chart(data)
    layers = [chart.mark_bar(cornerRadius=0).encode(x=x, y=y, color=alt.Color("colour:N", scale=None))]
    if len(bars) <= 20:
        size = 13 if len(bars) <= 8 else 11
        layers.append(
            chart.mark_text(dy=-8, color=INK, fontSize=size, fontWeight="bold").encode(x=x, y=y, text="shown:N")
        )
    return _svg(alt.layer(*layers).properties(width=WIDTH, height=190), says)


def short(text: str) -> str:
    """Return a label that fits above a bar.

    >>> short("x" * 50)[-3:]
    'xx…'
    """
    return text if len(text) <= LABEL else text[: LABEL - 1].rstrip() + "…"


def _data(bars: Sequence[Bar]) -> alt.InlineData:
    return alt.InlineData(
        values=[
            {"place": i, "label": short(b.label), "count": b.count, "shown": b.shown, "colour": COLOURS[b.state]}
            for i, b in enumerate(bars)
        ]
    )


def _top(bars: Sequence[Bar]) -> int:
    return max((b.count for b in bars), default=0) or 1


def _svg(chart: alt.LayerChart | alt.FacetChart, says: str) -> str:
    framed = chart.configure(background="transparent", font=_FONT, padding=2).configure_view(stroke=None)
    text = vlc.vegalite_to_svg(framed.to_json())
    text = _NAMESPACES.sub("", text)
    text = re.sub(r'\s(?:role|aria-\w+)="[^"]*"', "", text)
    name = says.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return text.replace("<svg ", f'<svg role="img" aria-label="{name}" ', 1)
