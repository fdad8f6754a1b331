"""In which direction a State's own law pulls, from decisions: what `docs/posture.md` and its test are made of.

Run as a script it prints the table: python -m tests.law_results.posture PATH_OF_THE_PUBLISHED_LIST
"""

from __future__ import annotations

import csv
import os
import sys
from datetime import date
from pathlib import Path

from comity.analysis.compare import cells, states
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.load import load_body
from comity.law.provision import Provision
from comity.vocabulary.modality import Modality

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "posture.md"
DAY = date(2026, 9, 22)
AGENCIES = ("police_municipal", "sheriff", "jail", "state_police", "corrections_state")
ACTS = (
    *(
        "inquire_status",
        "hold_on_detainer",
        "notify_release",
        "share_personal_info",
        "share_status",
        "transfer_custody",
    ),
    *("allow_interview", "allow_access", "database_access", "civil_arrest", "joint_operation", "agreement_287g"),
    *("detention_contract", "query_dhs", "present_to_judge", "give_support"),
)
PUSH = {Modality.MUST: "compels", Modality.BARS_LIMITS: "compels"}
PULL = {Modality.MUST_NOT: "restricts", Modality.LACKS_POWER: "restricts"}


def own(slices: Slices, state: str) -> dict[str, list[Provision]]:
    """Return the State's own binding provisions that can play a part for its police and jails, by direction."""
    found: dict[str, dict[str, Provision]] = {"compels": {}, "restricts": {}}
    for cell in cells(slices, [state], AGENCIES, ACTS, DAY):
        for reason in cell.answer["reasons"]:
            p = slices.body.provisions[reason["provision"]]
            way = (PUSH | PULL).get(p.modality)
            if way and p.place == state and not p.advisory and p.act_duty is None and reason["role"] != "yields":
                found[way][p.id] = p
    return {way: list(some.values()) for way, some in found.items()}


def word(found: dict[str, list[Provision]]) -> str:
    """Return the direction in a word."""
    ways = [way for way, some in found.items() if some]
    return "both" if len(ways) > 1 else ways[0] if ways else "none"


def why(theirs: str, found: dict[str, list[Provision]]) -> str:
    """Return what a difference comes from: the provisions that pull the way the list does not name, or that we lack."""
    ours = word(found)
    if ours == theirs:
        return ""
    more = [p for way, some in found.items() if way != theirs for p in some]
    lacking = theirs != "none" and not found[theirs]
    head = f"no own law of that kind is encoded as binding on {DAY}; " if lacking else ""
    named = ", ".join(f"`{p.id.split(':', 1)[1]}`" for p in more[:4])
    tail = f" and {len(more) - 4} more" if len(more) > 4 else ""
    return (head + (f"also {named}{tail}" if named and not lacking else named + tail)).rstrip("; ")


def table(published: Path, body: Body) -> list[str]:
    """Return the table as lines of Markdown."""
    with published.open(encoding="utf-8") as stream:
        theirs = {row["state"].lower(): row["posture"] for row in csv.DictReader(stream)}
    slices = Slices(body)
    lines = ["| place | the list says | we derive | the difference |", "| --- | --- | --- | --- |"]
    for state in states(body):
        found, said = own(slices, state), theirs.get(state.rsplit("/", 1)[-1], "not listed")
        lines.append(f"| {body.places[state].name} | {said} | {word(found)} | {why(said, found)} |")
    return lines


def published() -> Path | None:
    """Return the published list, where it lies beside the checkout or under COMITY_DATA."""
    for root in (os.environ.get("COMITY_DATA"), str(ROOT.parent / "shared" / "data")):
        found = sorted(Path(root).glob("state-posture-*/*.csv")) if root else []
        if found:
            return found[0]
    return None


if __name__ == "__main__":
    sys.stdout.write("\n".join(table(Path(sys.argv[1]), load_body())) + "\n")
