"""Draws the charts of docs/benchmarks.md from the figures kept in docs/benchmarks, and writes its tables.

The same figures give the same files. Example: python benchmarks/charts.py
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert as vlc
from tables import blocks, speed, written

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "docs" / "benchmarks"
PAGE = ROOT / "docs" / "benchmarks.md"
INK, MUTED, RULE, PAPER, BLUE = "#1b1b1b", "#5c5c5c", "#d9d4cb", "#ffffff", "#1a4480"
WIDTH = 640
# What an engine says of a row with unknown facts, and the colour it is drawn in.
KINDS = {
    "same": ("the settled answer", "#1a4480"),
    "left_open": ("left open, and it is open", "#8fb0d9"),
    "no_answer": ("nothing, though settled", "#c9c4bb"),
    "guessed": ("one answer, though open", "#c98a2b"),
    "differ": ("another answer than the settled one", "#9b1c1c"),
}


def main() -> None:
    """Draw what there are figures for, and write the tables of the page."""
    told = {name: read(name) for name in ("peers", "scaling") if (FIGURES / f"{name}.json").exists()}
    if "peers" in told:
        keep("peers", peers(told["peers"]), "Rows per second of each engine, on a logarithmic scale")
        keep("unknown", unknown(told["peers"]), "What each engine says where facts are unknown")
    if "scaling" in told:
        keep("scaling", scaling(told["scaling"]), "How the time of a log grows")
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), blocks(told)), encoding="utf-8")


def read(name: str) -> dict[str, Any]:
    """Return the figures kept under a name."""
    found: dict[str, Any] = json.loads((FIGURES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def peers(figures: dict[str, Any]) -> alt.LayerChart:
    """Return a dot for each engine's rows per second: filled where it takes whole columns, hollow row by row."""
    lines = sorted(figures["known"], key=lambda p: -p["rows_per_second"])
    values = [
        {
            "engine": line["name"],
            "rate": line["rows_per_second"],
            "shown": speed(line["rows_per_second"]) + ("" if line["pace"] == "columns" else ", a row at a time"),
            "colour": BLUE if line["key"] == "comity" else MUTED,
            "fill": PAPER if line["pace"] == "rows" else BLUE if line["key"] == "comity" else MUTED,
        }
        for line in lines
    ]
    low, high = min(v["rate"] for v in values) / 2, max(v["rate"] for v in values) * 30
    x = alt.X(
        "rate:Q",
        scale=alt.Scale(type="log", domain=[low, high], nice=False),
        axis=_axis("rows per second", "~s", [10.0**n for n in range(2, 10)]),
    )
    y = alt.Y("engine:N", sort=[v["engine"] for v in values], axis=_names())
    chart = alt.Chart(alt.InlineData(values=values))
    dots = chart.mark_point(size=90, strokeWidth=2, opacity=1).encode(
        x=x, y=y, stroke=alt.Stroke("colour:N", scale=None), fill=alt.Fill("fill:N", scale=None)
    )
    texts = chart.mark_text(align="left", dx=10, fontSize=13).encode(
        x=x, y=y, text="shown:N", color=alt.Color("colour:N", scale=None)
    )
    title = _title(
        "How many rows a second, two actions each?", "Logarithmic scale: each line is ten times the one before."
    )
    return (dots + texts).properties(width=WIDTH, height=alt.Step(30), title=title)


def unknown(figures: dict[str, Any]) -> alt.VConcatChart:
    """Return, for each engine, how its answers lie to the exact ones, in parts of a hundred."""
    values, order = [], []
    for line in figures["unknown"]:
        counted = line | ({"left_open": line["open"]} if line["key"] == "comity" else {})
        order.append(line["name"])
        for at, (kind, (says, colour)) in enumerate(KINDS.items()):
            part = counted.get(kind, 0) / line["asked"]
            values.append({"engine": line["name"], "part": part, "says": says, "colour": colour, "at": at})
    bars = (
        alt.Chart(alt.InlineData(values=values))
        .mark_bar(size=16)
        .encode(
            x=alt.X(
                "part:Q",
                stack="zero",
                axis=_axis("share of answers", "%", [0, 0.25, 0.5, 0.75, 1]),
                scale=alt.Scale(domain=[0, 1]),
            ),
            y=alt.Y("engine:N", sort=order, axis=_names()),
            color=alt.Color("colour:N", scale=None),
            order="at:O",
        )
    )
    keys = [{"says": says, "colour": colour, "row": i} for i, (says, colour) in enumerate(KINDS.values())]
    legend = alt.Chart(alt.InlineData(values=keys)).encode(y=alt.Y("row:O", axis=None))
    marks = legend.mark_square(size=120, opacity=1).encode(x=alt.value(8), color=alt.Color("colour:N", scale=None))
    words = legend.mark_text(align="left", fontSize=13, color=INK).encode(x=alt.value(22), text="says:N")
    share = f"{figures['log']['unknown']:.0%}"
    title = _title(
        f"With {share} of the facts unknown, what is said?",
        "Held against what every completion of the unknown facts leads to.",
    )
    upper = bars.properties(width=WIDTH, height=alt.Step(28), title=title)
    return alt.vconcat(upper, (marks + words).properties(width=WIDTH, height=alt.Step(20)), spacing=12)


def scaling(figures: dict[str, Any]) -> alt.VConcatChart:
    """Return four small charts of microseconds a row."""
    series = figures["series"]
    panels = [
        _panel(series["spread"], "More law", "times the provisions, the log spread over all of them", "times"),
        _panel(series["rows"], "More rows", "rows of the log", "log"),
        _panel(series["unknown"], "Less known", "share of the facts unknown", "share"),
        _panel(series["situations"], "More variety", "different encounters in the log", "log"),
    ]
    upper, lower = alt.hconcat(*panels[:2], spacing=50), alt.hconcat(*panels[2:], spacing=50)
    title = _title(
        "How does the time of a log grow?",
        "Microseconds a row, two actions, on a logarithmic scale. Blue: to answers. Grey: to findings with reasons.",
    )
    return alt.vconcat(upper, lower, spacing=30, title=title)


def _panel(points: list[dict[str, Any]], title: str, axis: str, kind: str) -> alt.LayerChart:
    values = [
        {"x": p["at"], "y": y, "shown": _short(y), "colour": colour}
        for p in points
        for measured, colour in (("audit", MUTED), ("answers", BLUE))
        for y in (p[measured]["row_microseconds"],)
    ]
    at, y = [p["at"] for p in points], [v["y"] for v in values]
    if kind == "log":
        scale = alt.Scale(type="log", domain=[min(at) / 2, max(at) * 2], nice=False)
    else:
        pad = (max(at) - min(at)) * 0.08
        scale = alt.Scale(domain=[min(at) - pad, max(at) + pad], nice=False)
    shown = {"log": "~s", "share": "%", "times": "d"}[kind]
    upright = alt.Scale(type="log", domain=[min(y) / 2.5, max(y) * 2.5], nice=False)
    chart = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("x:Q", scale=scale, axis=_axis(axis, shown, values=at)),
        y=alt.Y("y:Q", scale=upright, axis=None),
        detail="colour:N",
        color=alt.Color("colour:N", scale=None),
    )
    line = chart.mark_line(strokeWidth=2)
    dots = chart.mark_point(filled=True, size=50, opacity=1)
    labels = [
        chart.encode(text="shown:N").transform_filter(alt.datum.colour == colour).mark_text(dy=dy, fontSize=12, **more)
        for more in ({"stroke": PAPER, "strokeWidth": 4}, {})
        for colour, dy in ((MUTED, -13), (BLUE, 15))
    ]
    return alt.layer(line, *labels[:2], dots, *labels[2:]).properties(
        width=285, height=170, title=alt.Title(title, anchor="start", fontSize=14)
    )


def _short(microseconds: float) -> str:
    return f"{microseconds:,.0f}" if microseconds >= 100 else f"{microseconds:.2g}"


def _axis(title: str, shown: str, values: list[float] | None = None) -> alt.Axis:
    more = {"values": values} if values else {}
    return alt.Axis(
        title=title, format=shown, gridColor=RULE, domainColor=INK, labelColor=INK, titleColor=MUTED, ticks=False,
        labelFontSize=12, titleFontSize=12, titleFontWeight="normal", labelPadding=6, titlePadding=8,
        labelOverlap="greedy", **more,
    )  # fmt: skip


def _names() -> alt.Axis:
    return alt.Axis(title=None, ticks=False, domain=False, labelColor=INK, labelFontSize=13, labelPadding=10)


def _title(text: str, under: str) -> alt.Title:
    return alt.Title(
        text,
        subtitle=under,
        anchor="start",
        color=INK,
        fontSize=17,
        subtitleColor=MUTED,
        subtitleFontSize=13,
        offset=14,
    )


def keep(name: str, chart: alt.LayerChart | alt.VConcatChart, says: str) -> None:
    """Write a chart as SVG, with `says` for who cannot see it."""
    framed = chart.configure(background=PAPER, font="system-ui, sans-serif", padding=14).configure_view(stroke=None)
    text = vlc.vegalite_to_svg(framed.to_json())
    text = re.sub(r'\s(?:role|aria-\w+)="[^"]*"', "", text)
    text = text.replace("<svg ", f'<svg role="img" aria-label="{says}" ', 1)
    (FIGURES / f"{name}.svg").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
