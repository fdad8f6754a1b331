"""The tables of docs/benchmarks.md, from the figures kept: each stands between two marks in the page."""

from __future__ import annotations

import re
from typing import Any

from agreement import OURS
from machine import shown

CASES = {
    "unknown": "A deciding fact is missing",
    "reasons": "Which provision decides",
    "dates": "The law changes on a day",
    "exception": "Another instrument lifts the rule",
    "conflict": "Two rules, neither yields",
}
MEASURED = ("answers, µs a row", "x the first", "audit, µs a row", "x the first")
SERIES = {
    "law": ("The law so many times over", "times"),
    "spread": ("The same, and the log spread over all of it", "times"),
    "rows": ("Rows of the log", "rows"),
    "unknown": ("Share of the facts that nobody gave", "share"),
    "situations": ("Different encounters in the log", "encounters"),
}


def written(page: str, made: dict[str, str]) -> str:
    """Return the page with each block between its marks replaced. Raise ValueError for a block without marks."""
    for name, block in made.items():
        marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
        if not marks.search(page):
            raise ValueError(f"docs/benchmarks.md has no marks `<!-- {name} -->` and `<!-- end of {name} -->`")
        page = marks.sub(lambda m, b=block: f"{m[1]}{b}\n{m[2]}", page)  # type: ignore[misc]
    return page


def blocks(told: dict[str, Any]) -> dict[str, str]:
    """Return every block there are figures for."""
    made = {}
    if "peers" in told:
        figures = told["peers"]
        made |= {
            "peers": f"{_when(figures)}\n\n{_speeds(figures)}",
            "single": _single(figures),
            "unknown": _unknown(figures),
            "cases": _cases(figures),
            "answers": _answers(figures),
        }
    if "scaling" in told:
        made["scaling"] = f"{_when(told['scaling'])}\n\n{_scaling(told['scaling'])}"
    return made


def speed(rate: float) -> str:
    """Return a rate in few letters.

    >>> speed(22_400_000), speed(700), speed(17_300)
    ('22 million', '700', '17 thousand')
    """
    for size, word in ((1e6, " million"), (1e3, " thousand")):
        if rate >= size:
            return f"{rate / size:.3g}{word}" if rate / size < 10 else f"{rate / size:.0f}{word}"
    return f"{rate:.0f}"


def _when(figures: dict[str, Any]) -> str:
    quick = " A quick run: fewer rows and runs than the figures of a release." if figures["quick"] else ""
    return f"Measured on {figures['made']}: {shown(figures['machine'])}; medians of {figures['runs']} runs.{quick}"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]], words: int = 1) -> str:
    """Return a table whose first `words` columns hold words, and the others numbers."""
    align = "|" + "|".join("---" if i < words else "---:" for i in range(len(head))) + "|"
    lines = ["| " + " | ".join(head) + " |", align]
    return "\n".join([*lines, *("| " + " | ".join(r) + " |" for r in rows)])


def _speeds(figures: dict[str, Any]) -> str:
    rows = []
    for line in figures["known"]:
        same = f"{line['same']:,} of {line['asked']:,}" if line["key"] != OURS else "the measure"
        cannot = f"; {line['not_sayable']:,} contested, which it cannot say" if line.get("not_sayable") else ""
        rows.append(
            (
                f"{line['name']} {line['version']}",
                f"{line['rows']:,}",
                f"{line['rows_per_second']:,.0f}",
                _times(line["times_comity"]),
                f"{line['rows_per_processor_second']:,.0f}",
                f"{line['ready_seconds']:.1f} s",
                same + cannot,
            )
        )
    head = (
        "engine",
        "rows",
        "rows a second",
        "of comity's",
        "rows a processor second",
        "made ready",
        "answers the same",
    )
    quicker = [f"{p['name']} ({p['times_comity']:.1f} x)" for p in figures["known"] if p["times_comity"] > 1]
    slower = f"\n\nQuicker than comity: {', '.join(quicker) or 'none'}."
    left = "".join(f"\n\nLeft out: {key} ({why})." for key, why in figures["left_out"].items())
    return _table(head, rows) + slower + left


def _times(times: float) -> str:
    return f"{times:.2f} x" if times >= 0.01 else f"1 / {1 / times:,.0f}"


def _single(figures: dict[str, Any]) -> str:
    rows = [(f"comity, {name}", f"{value:,.1f}") for name, value in figures["single"].items()]
    for line in figures["known"]:
        if line["pace"] == "rows":
            each = 1e6 * line["median_seconds"] / line["rows"] / len(figures["log"]["actions"])
            rows.append((f"{line['name']}, a row of its log", f"{each:,.1f}"))
    told = _table(("one decision, one action", "microseconds, median"), rows)
    for name, way in figures["whole"].items():
        told += (
            f"\n\n`law.{name}` by comity, from a frame of words ({way['rows']:,} rows of the log with unknown facts, "
            f"two actions): {way['rows_per_second']:,.0f} rows a second."
        )
    return told


def _unknown(figures: dict[str, Any]) -> str:
    rows = []
    for line in figures["unknown"]:
        counted = line | ({"left_open": line["open"], "guessed": 0} if line["key"] == OURS else {})
        parts = [
            f"{100 * counted[k] / line['asked']:.1f}" for k in ("same", "left_open", "guessed", "no_answer", "differ")
        ]
        rows.append((line["name"], line["unknown"], f"{line['rows']:,}", f"{line['rows_per_second']:,.0f}", *parts))
    named = ("settled, same", "left open rightly", "one answer though open", "none though settled", "settled, another")
    head = ("engine", "a missing fact is", "rows", "rows a second", *named)
    exact = figures["exact"]
    checked = (
        f"The last five in parts of a hundred. Of comity's sets of outcomes, {exact['checked']:,} were held against "
        f"every completion of their row, answered by the hand-written NumPy: {exact['same']:,} are the same."
    )
    return f"{_table(head, rows, 2)}\n\n{checked}"


def _cases(figures: dict[str, Any]) -> str:
    names = {line["key"]: line["name"] for line in figures["known"]}
    rows = [(names[key], *(said[case]["can"] for case in CASES)) for key, said in figures["cases"].items()]
    return _table(("engine", *CASES.values()), rows, len(CASES) + 1)


def _answers(figures: dict[str, Any]) -> str:
    names = {line["key"]: line["name"] for line in figures["known"]}
    lines = []
    for case, title in CASES.items():
        lines.append(f"**{title}.**\n")
        for key, said in figures["cases"].items():
            answer = said[case]["answer"].replace("`", "'")
            lines.append(f"- {names[key]}, {said[case]['can']}: `{answer}`; {said[case]['why']}.")
        lines.append("")
    return "\n".join(lines).rstrip()


def _scaling(figures: dict[str, Any]) -> str:
    parts = []
    for name, points in figures["series"].items():
        title, unit = SERIES[name]
        rows = [
            (
                f"{p['at']:.0%}" if unit == "share" else f"{p['at']:,.0f}",
                f"{p['rows']:,}",
                f"{p['provisions']:,}",
                f"{p['distinct']:,}",
                *(
                    cell
                    for kind in ("answers", "audit")
                    for cell in (f"{p[kind]['row_microseconds']:.2f}", f"{p[kind]['times_first']:.2f}")
                ),
                f"{p['memory_gib']:.2f}",
            )
            for p in points
        ]
        head = (unit, "rows", "provisions", "situations", *MEASURED, "GiB")
        parts.append(f"**{title}**\n\n{_table(head, rows)}")
    return "\n\n".join(parts)
