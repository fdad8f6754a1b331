"""The answer of the law on a record, in the words and shapes of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from comity.casebook.law_here import law, zone_of
from comity.casebook.models import Agency, Record
from comity.reports.answer_words import EVIDENCE, ROLES, answer, outcome_words, place_name

YES_NO = ("yes", "no")
_WORST = ("prohibited", "contested", "required", "unsurveyed", "not_addressed", "permitted")


def encounter_of(record: Record, answers: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the encounter of a record, with the answers of its draft or of a filed decision."""
    agency: Agency = record.agency
    local = record.received_at.astimezone(zone_of(agency))
    encounter: dict[str, Any] = {
        "place": agency.place,
        "agency": list(agency.kinds),
        "on": local.date().isoformat(),
        "facts": {"request_form": record.form, **(record.draft.get("facts", {}) if answers is None else answers)},
        "moments": {"request_at": local.isoformat(timespec="minutes")},
        "actions": list(record.asked),
    }
    return encounter | ({"agency_id": agency.named} if agency.named else {})


def lines_of(decision: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the answer of each act as a page shows it: shape, sentence, basis, reasons and what is still open."""
    body = law().body
    lines = []
    for action, found in decision["actions"].items():
        shape, sentence, style = answer(found["presumed"]["outcomes"], action, body)
        facts = body.facts
        lines.append(
            {
                "action": action,
                "shape": shape,
                "sentence": sentence,
                "style": "contested" if style == "open" else {"not_addressed": "silent"}.get(style, style),
                "strict": outcome_words(found["outcomes"]),
                "settled": len(found["outcomes"]) == 1,
                "assumed": [
                    (k, facts[k].question, _plain(v), [o for o in YES_NO if o != v] if v in YES_NO else [])
                    for k, v in found["presumed"]["assumed"].items()
                    if k in facts
                ],
                "reasons": [
                    r | {"role_words": ROLES.get(r["role"], r["role"]), "evidence_words": EVIDENCE[r["evidence"]]}
                    for r in found["reasons"]
                ],
                "open": found["open"],
                "duties": found["duties"],
                "remedies": found["remedies"],
                "survey": found["survey"],
                "fresh": fresh(found["survey"]),
            }
        )
    # Said once where it is the same for acts that follow each other.
    for line, after in pairwise(lines):
        if line["fresh"] == after["fresh"]:
            line["fresh"] = ""
    return lines


def _plain(presumed: Any) -> str:
    return "none that we know of" if presumed == "silent" else str(presumed).replace("_", " ")


def fresh(survey: Sequence[Mapping[str, Any]]) -> str:
    """Return how far the law was read for an act, who reviewed it, and whose own rules nobody read."""
    if not survey:
        return ""
    said = survey[-1]
    day = date.fromisoformat(str(said["reaches"]))
    who = said["reviewed_by"]
    reviewed = "not reviewed by a lawyer" if who in {"", "none", None} else f"reviewed by {who}"
    own = "" if said["own"] == "read" else f"; own rules of {place_name(said['place'], law().body)} not read"
    return f"Law as read to {day.day} {day:%B %Y}; {reviewed}{own}."


def worst(decision: Mapping[str, Any]) -> str:
    """Return the one outcome that a list shows for a record: of its acts' presumed answers the most pressing."""
    found: Sequence[str] = [o for a in decision["actions"].values() for o in a["presumed"]["outcomes"]]
    return next((o for o in _WORST if o in found), "")
