"""The audit as one page that needs nothing else: no script, no request, readable on a phone, in the dark and on paper.

It renders the summary and judges nothing. Strict findings are the headline; those that hold only under presumptions
stand apart with the presumptions; what could not be judged has a section of equal rank.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2

from comity.audit.judge import Finding
from comity.audit.standing import Standing
from comity.reports.charts import Bar, columns, rows_of_bars
from comity.reports.wording import DEED, EVIDENCE, FINDING, MODALITY, OUTCOME, STANDING, answer, counted, day, number

TEMPLATES = Path(__file__).parent / "templates"
MOST_BARS = 10
MOST_PLACES = 40
Data = dict[str, Any]


def audit_report(summary: Data) -> str:
    """Return the page of a summary as HTML."""
    settings = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    settings.filters.update(n=number, day=day, counted=counted)
    template = settings.get_template("audit_report.html.j2")
    return (
        template.render(
            s=summary,
            style=(TEMPLATES / "page.css").read_text(encoding="utf-8"),
            unit=unit(summary),
            headline=headline(summary),
            lead=lead(summary),
            charts=charts(summary),
            empty=_empty(summary),
            timelines=[_told(t) for t in summary["timeline"] if _turns(t)],
            steady=_steady(summary),
            standing={str(k): v for k, v in STANDING.items()},
            finding={str(k): v for k, v in FINDING.items()},
            deed={str(k): v for k, v in DEED.items()},
            evidence=EVIDENCE,
            modality=MODALITY,
            outcome=OUTCOME,
            answer=answer,
            most_places=MOST_PLACES,
        )
        + "\n"
    )


def unit(summary: Data) -> tuple[str, str]:
    """Return what one row of the log is called, one and many: bookings where charges are folded, else requests."""
    rows = summary["rows"]
    return ("booking", "bookings") if rows["log_rows"] != rows["judged"] else ("request", "requests")


def headline(summary: Data) -> str:
    """Return the one sentence that the page opens with."""
    rows, found = summary["rows"]["log_rows"], summary["against"]["strict"]["rows"]
    one, many = unit(summary)
    silent = _standing(summary, Standing.NOT_RECORDED)
    if not rows:
        return f"The log holds no {one} that could be judged."
    if not found:
        tail = f"; for {number(silent)} of them the log does not record what was done" if silent else ""
        return f"None of {counted(rows, one, many)} is shown to have been handled against the law{tail}."
    counts: dict[tuple[str, str], int] = {}
    for group in summary["rules"]:
        kind = (group["finding"], group["act"])
        counts[kind] = counts.get(kind, 0) + group["requests"]
    (finding, act), largest = max(counts.items(), key=lambda pair: pair[1])
    told = {
        Finding.DID_PROHIBITED: f"was to {act}",
        Finding.DUTY_LATE: f"was to {act} only after it was due",
    }.get(Finding(finding), f"was not to {act}")
    verb = "was" if found == 1 else "were"
    kind_of = "the act" if found == 1 else f"the most frequent act, in {number(largest)},"
    return f"{number(found)} of {counted(rows, one, many)} {verb} handled against the law; {kind_of} {told}."


def lead(summary: Data) -> list[str]:
    """Return the sentences under the headline: what is uncertain, and every row accounted for."""
    rows, one_many = summary["rows"], unit(summary)
    presumed = _standing(summary, Standing.AGAINST_IF)
    unsettled = sum(_standing(summary, s) for s in (Standing.CONTESTED, Standing.OPEN, Standing.UNSURVEYED))
    said = []
    if presumed:
        more = "more " if summary["against"]["strict"]["rows"] else ""
        said.append(f"{number(presumed)} {more}would be, if presumptions listed below hold; they are counted apart.")
    if unsettled:
        said.append(
            f"{number(unsettled)} could not be judged: a fact is missing, the law is open, or nobody has read it."
        )
    folded = f" as {counted(rows['log_rows'], *one_many)}" if rows["log_rows"] != rows["judged"] else ""
    put = f"{number(rows['judged'])} put to the law{folded}"
    rest = f"{number(rows['set_apart'])} set apart, {number(rows['rejected'])} rejected"
    said.append(f"All {counted(rows['in'], 'row')} of the file are accounted for: {put}, {rest}.")
    return said


def charts(summary: Data) -> list[Data]:
    """Return the charts: each a question, its bars as SVG and as a table."""
    if not summary["rows"]["log_rows"]:
        return []
    many = unit(summary)[1]
    found = bool(summary["against"]["strict"]["rows"])
    key, state = ("against", "prohibited") if found else ("rows", "silent")
    years = [Bar(str(y["year"]), y[key], number(y[key]), state) for y in summary["by_year"]]
    places = [_place_bar(p, key, state) for p in sorted(summary["by_place"], key=lambda p: -p[key]) if p[key]]
    stands = [_standing_bar(r) for r in summary["requests"] if r["rows"]]
    shown = places[:MOST_BARS]
    rest = (
        f"The {len(shown)} largest of {len(places)}; all are in the table by place." if len(places) > len(shown) else ""
    )
    when = f"In which years were {many} handled against the law?" if found else f"How many {many} came in each year?"
    where = f"Where were {many} handled against the law?" if found else f"Which agencies had the most {many}?"
    made = [
        _chart(f"How do the {many} stand?", rows_of_bars, stands, many, ""),
        _chart(when, columns, years, many, ""),
        _chart(where, rows_of_bars, shown, many, rest),
    ]
    return [c for c in made if c["bars"]]


def _chart(title: str, draw: Any, bars: list[Bar], many: str, note: str) -> Data:
    says = f"{title} " + "; ".join(f"{b.label}: {b.shown}" for b in bars)
    return {"title": title, "svg": draw(bars, says) if bars else "", "bars": bars, "unit": many, "note": note}


def _standing_bar(counted_rows: Data) -> Bar:
    shape, state, words = STANDING[Standing(counted_rows["standing"])]
    return Bar(f"{shape} {words}", counted_rows["rows"], number(counted_rows["rows"]), state)


def _place_bar(place: Data, key: str, state: str) -> Bar:
    return Bar(f"{place['name'].split(',')[0]}: {place['agency_says']}", place[key], number(place[key]), state)


def _standing(summary: Data, wanted: Standing) -> int:
    return sum(int(r["rows"]) for r in summary["requests"] if r["standing"] == wanted)


def _empty(summary: Data) -> list[str]:
    """Return the reasons for not judging that no finding or row has."""
    says = {
        "open": "open",
        "settled_by_presumption": "judged only by a presumption",
        "contested": "contested law",
        "unsurveyed": "law nobody has read yet",
        "not_recorded": "not recorded",
    }
    found = [words for name, words in says.items() if not summary["unjudged"][name]["findings"]]
    return found + [f"rows {n.replace('_', ' ')}" for n in ("set_apart", "rejected") if not summary["rows"][n]]


def _told(line: Data) -> Data:
    """Return a timeline with its stretches marked, those after the last row that change no answer set aside."""
    marked = []
    for i, x in enumerate(line["stretches"]):
        before = line["stretches"][i - 1] if i else None
        same = before is not None and (before["presumed"], before["outcomes"]) == (x["presumed"], x["outcomes"])
        marked.append({**x, "same": same, "late": x["from"] > line["last"]})
    quiet = [x for x in marked if x["same"] and x["late"]]
    return {**line, "shown": [x for x in marked if x not in quiet], "quiet": quiet}


def _steady(summary: Data) -> list[Data]:
    """Return, for each agency, the acts whose answer stayed the same, by answer."""
    found: dict[tuple[str, str], Data] = {}
    for line in summary["timeline"]:
        if not _turns(line):
            entry = found.setdefault((line["name"], line["agency_says"]), {"rows": line["rows"], "answers": {}})
            entry["answers"].setdefault(answer(line["stretches"][0]["presumed"]), []).append(line["act"])
    return [{"name": name, "agency_says": says, **entry} for (name, says), entry in found.items()]


def _turns(line: Data) -> bool:
    """Return whether the answer of a timeline ever changes."""
    return len({(tuple(s["presumed"]), tuple(s["outcomes"])) for s in line["stretches"]}) > 1
