"""The memo of a policy check: what the manual says, what the law says, an example, and what to change.

It renders the findings and judges nothing. The gravest come first; what arises only where a presumption fails is
counted apart; how far the sources reach has a section of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import jinja2

from comity.analysis.policy import AGREES, KINDS, SILENT, STRICTER, UNCLEAR, UNSETTLED, YIELDS, PolicyFinding
from comity.law.body import Body
from comity.law.instrument import Instrument
from comity.law.place import Place
from comity.reports.policy_points import LOOK, points
from comity.reports.wording import counted, day
from comity.vocabulary.place import path_of

TEMPLATES = Path(__file__).parent / "templates"
NOTICE = "Information, not legal advice."
Data = dict[str, Any]
_MEANS = {
    "contradicts": "the manual asks for the opposite of the law",
    "looser": "the manual leaves open what the law forbids or requires",
    "missing a duty": "the law requires it and the manual does not",
    SILENT: "the law speaks of it and the manual does not",
    UNCLEAR: "the manual's own rules lead apart",
    UNSETTLED: "no wording of the manual can settle it",
    STRICTER: "the manual is narrower than the law, which leaves it the choice",
    YIELDS: "advice, or a rule that yields to an agency's own",
    AGREES: "manual and law come out the same",
}


def memo(found: Sequence[PolicyFinding], policy: Instrument, body: Body, on: date) -> Data:
    """Return everything that the memo shows, as plain data."""
    every = points(found, body)
    full = [p for p in every if p["short"] or p["kind"] in (UNCLEAR, STRICTER)]
    for number, point in enumerate(full, 1):
        point["number"] = number
    used = {r["provision"]: r["read"] for p in every for r in p["law_rules"]}
    return {
        "manual": {
            "title": policy.title, "cite": policy.cite, "file": Path(policy.path).name,
            "place": _place_name(policy.place, body), "rules": counted(len(policy.provisions), "rule"),
            "agencies": ", ".join(dict.fromkeys(a for p in every for a in p["agencies"].split(", "))),
        },
        "law": {"day": day(on.isoformat()), "digest": body.digest, "edition": body.edition},
        "headline": headline(every, policy.cite),
        "lead": lead(every),
        "counts": counts(every),
        "short": [p for p in full if p["short"]],
        "other": [p for p in full if not p["short"]],
        "rest": [p for p in every if "number" not in p],
        "reach": reach(policy.place, body),
        "unread": unread_words(policy.place, body),
        "rules_used": len(used),
        "rules_read": sum(used.values()),
        "notice": NOTICE,
    }  # fmt: skip


def headline(every: Sequence[Data], cite: str) -> str:
    """Return the one sentence that the memo opens with."""
    usual = [p for p in every if p["short"] and p["usual"]]
    rare = [p for p in every if p["short"] and not p["usual"]]
    if usual:
        return (
            f"{cite} falls short of the law in {counted(len(usual), 'point')}. The first: {_lower(usual[0]['title'])}."
        )
    if rare:
        return (f"If the presumptions hold, {cite} falls short of the law nowhere; in {counted(len(rare), 'point')} "
                "it does where one of them fails.")  # fmt: skip
    return f"{cite} falls short of the law nowhere, as far as the law was read."


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def lead(every: Sequence[Data]) -> list[str]:
    """Return the sentences under the headline: what is counted apart."""
    said = []
    rare = sum(p["short"] and not p["usual"] for p in every)
    if rare and any(p["short"] and p["usual"] for p in every):
        verb = "arises" if rare == 1 else "arise"
        said.append(f"{counted(rare, 'more point')} {verb} only where a presumption fails.")
    open_law = sum(p["kind"] == UNSETTLED for p in every)
    if open_law:
        said.append(f"On {counted(open_law, 'act')} the law itself has no settled answer in some situations.")
    said.append("A situation is one combination of facts that the rules tell apart; every one was compared.")
    return said


def counts(every: Sequence[Data]) -> list[Data]:
    """Return how many points each class has, the gravest class first, with those of a failed presumption apart."""
    rows = []
    for kind in KINDS:
        shape, state = LOOK[kind]
        for short in (True, False) if kind == SILENT else (None,):
            of_kind = [p for p in every if p["kind"] == kind and short in (None, p["short"])]
            means = _MEANS[kind]
            if kind == SILENT:
                means = "the law forbids it and the manual does not speak of it" if short else (
                    "the law allows it and the manual does not speak of it")  # fmt: skip
            rows.append({"kind": kind, "shape": shape, "state": state, "means": means, "points": len(of_kind),
                         "rare": sum(not p["usual"] for p in of_kind)})  # fmt: skip
    return rows


def reach(place: str, body: Body) -> list[Data]:
    """Return, for each place on the path, how far its sources reach and whether a lawyer reviewed the encoding."""
    return [_reach(p) for p in body.described(place) if p.survey]


def _reach(place: Place) -> Data:
    days = sorted({row.reaches for row in place.survey})
    reviewed = sorted({row.reviewed_by for row in place.survey} - {"none"})
    return {
        "place": place.name,
        "reaches": " to ".join(dict.fromkeys(day(d.isoformat()) for d in (days[0], days[-1]))),
        "reviewed": ", ".join(reviewed) or "no lawyer yet",
    }


def unread_words(place: str, body: Body) -> str:
    """Return what the answer leaves out because nobody read it, or nothing."""
    here = body.places.get(place)
    if here is not None and here.survey and all(row.own_read for row in here.survey):
        return ""
    return (f"The manual is taken for the only own rule of {_place_name(place, body)}: ordinances and other rules "
            "there were not all read, and one of them may change what is said here.")  # fmt: skip


def _place_name(place: str, body: Body) -> str:
    names = [body.places[p].name if p in body.places else p.rsplit("/", 1)[-1].replace("-", " ").title()
             for p in path_of(place)[1:]]  # fmt: skip
    return ", ".join(reversed(names))


def memo_html(data: Data) -> str:
    """Return the memo as one page that needs nothing else and runs nothing."""
    settings = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    return settings.get_template("policy_memo.html.j2").render(m=data, style=style) + "\n"


def memo_pdf(data: Data, on: date) -> bytes:
    """Return the memo as a PDF, dated the day of the law it compares with."""
    from comity.reports.pdf import to_pdf  # noqa: PLC0415 - Typst is 80 MB, and only a PDF needs it

    return to_pdf((TEMPLATES / "policy_memo.typ").read_text(encoding="utf-8"), data, on)
