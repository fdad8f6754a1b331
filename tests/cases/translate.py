"""Turns a published case into an encounter, key by key and never by the number of the case.

What a key says is in `keys.py`. A value `unknown`, and a text that no pattern knows, says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from comity import Law

UNKNOWN = "unknown"
JUDGES = ["article_iii_judge", "federal_magistrate", "state_judge"]
FEDERAL_JUDGES = ["article_iii_judge", "federal_magistrate"]
CIVIL_PAPER = {"issuer": "immigration_officer", "basis": "civil_immigration"}
PAPERS: dict[str, dict[str, Any]] = {
    "I-247A": {"form": "I-247A", **CIVIL_PAPER, "authorises": "nothing"},
    "I-200": {"form": "I-200", **CIVIL_PAPER, "authorises": "arrest_person"},
    "I-205": {"form": "I-205", **CIVIL_PAPER, "authorises": "arrest_person"},
    "notification request": {"form": "notification_request", **CIVIL_PAPER, "authorises": "nothing"},
    "administrative subpoena": {"form": "administrative_subpoena", **CIVIL_PAPER, "authorises": "produce_records"},
    # A judge's warrant for a person is criminal: civil immigration warrants are signed by officers.
    "judicial warrant": {
        "form": "judicial_warrant",
        "issuer": {"one_of": JUDGES},
        "basis": "criminal",
        "authorises": "arrest_person",
    },
    "federal criminal warrant": {
        "form": "judicial_warrant",
        "issuer": {"one_of": FEDERAL_JUDGES},
        "basis": "criminal",
        "authorises": "arrest_person",
    },
    "court order": {"form": "court_order", "issuer": {"one_of": JUDGES}},
    "judicial subpoena": {"form": "judicial_subpoena", "issuer": {"one_of": JUDGES}, "authorises": "produce_records"},
}
# A warrant that opens a door may be one to search, and nobody said which.
AT_A_DOOR = {"allow_access"}

# The layer a case names: the authorities it may be, and the length of the place's path (0: below the state).
LAYERS: dict[str, tuple[frozenset[str], int]] = {
    "state_statute": (frozenset({"statute"}), 2),
    "state_regulation": (frozenset({"regulation"}), 2),
    "state_constitution": (frozenset({"constitution"}), 2),
    "state_common_law": (frozenset({"decision"}), 2),
    "state_policy": (frozenset({"agency_policy", "directive", "guidance"}), 2),
    "executive_order_state": (frozenset({"executive_order"}), 2),
    "ag_directive": (frozenset({"directive"}), 2),
    "ag_guidance": (frozenset({"guidance"}), 2),
    "ag_opinion": (frozenset({"guidance"}), 2),
    "court_policy": (frozenset({"court_policy"}), 2),
    "court_order_local": (frozenset({"court_policy", "decision"}), 0),
    "local_ordinance": (frozenset({"ordinance"}), 0),
    "executive_order_local": (frozenset({"executive_order"}), 0),
    "agency_policy": (frozenset({"agency_policy", "directive"}), 0),
    "federal_constitution": (frozenset({"constitution", "decision"}), 1),
    "federal_statute": (frozenset({"statute"}), 1),
    "federal_regulation": (frozenset({"regulation"}), 1),
    "federal_court_order": (frozenset({"decision"}), 1),
}


@dataclass
class Said:
    """What a case says so far. `law` gives the words that names and offences are looked up in."""

    law: Law
    case: Mapping[str, Any]
    facts: dict[str, Any] = field(default_factory=dict)
    moments: dict[str, Any] = field(default_factory=dict)
    papers: list[dict[str, Any]] = field(default_factory=list)
    charges: list[dict[str, Any]] | None = None
    convictions: list[dict[str, Any]] | None = None
    agency_id: str | None = None
    kinds: list[str] = field(default_factory=list)

    @property
    def action(self) -> str:
        return str(self.case["action"])

    def told(self, key: str) -> Any:
        """Return the value of a key of the case, or None where it is absent or unknown."""
        value = self.case["facts"].get(key)
        return None if value == UNKNOWN else value

    def set(self, fact: str, value: Any) -> None:
        """Set a fact; members of a set are added. Raise ValueError where the case says two things."""
        old = self.facts.get(fact)
        if isinstance(value, list) and isinstance(old, list):
            self.facts[fact] = sorted({*old, *value})
        elif old is not None and old != value:
            raise ValueError(f"{self.case['id']}: `{fact}` is said to be `{old}` and `{value}`")
        else:
            self.facts[fact] = value

    def default(self, fact: str, value: Any) -> None:
        self.facts.setdefault(fact, value)

    def paper(self, kind: str) -> None:
        """Add a paper unless one of its form is there."""
        new = dict(PAPERS[kind])
        if self.action in AT_A_DOOR and new["form"] == "judicial_warrant" and kind == "judicial warrant":
            new |= {"authorises": {"one_of": ["arrest_person", "search_place"]}}
            del new["basis"]
        if new["form"] not in {p["form"] for p in self.papers}:
            self.papers.append(new)

    def offence(self, text: str) -> str | None:
        """Return the name that a table of the law uses for an offence, or None where no table names it."""
        name = slug(text)
        return name if name in table_rows(self.law) else None


def slug(text: str) -> str:
    """Return text as a word of an id: `New York` gives `new-york`."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def table_rows(law: Law) -> frozenset[str]:
    """Return every word that a table of the law lists."""
    return frozenset(row for d in law.body.derived.values() for rows, _ in d.tables.values() for row in rows)


def place_of(jurisdiction: Mapping[str, str]) -> str:
    """Return our place: that of the city, else of the county, else of the state.

    >>> place_of({"state": "MA", "county": "Suffolk", "city": "Boston"})
    'us/ma/boston'
    """
    parts = ["us", jurisdiction["state"].lower()]
    if jurisdiction.get("city"):
        parts.append(slug(jurisdiction["city"]))
    elif jurisdiction.get("county"):
        parts.append(slug(jurisdiction["county"]) + "-county")
    return "/".join(parts)


def to_encounter(case: Mapping[str, Any], law: Law) -> dict[str, Any]:
    """Return the encounter of a case. Raise KeyError for a key that is neither mapped nor set aside with a reason."""
    from tests.cases.keys import READERS, SET_ASIDE  # noqa: PLC0415 # the keys are written in the words of this module

    said = Said(law, case)
    read_instrument(said)
    for key, value in case["facts"].items():
        if key in SET_ASIDE or value in (None, UNKNOWN):
            continue
        READERS[key](said, value)
    return finished(said)


def read_instrument(said: Said) -> None:
    """Take the paper that was shown; who shows one has asked."""
    shown = str(said.case.get("instrument") or "none")
    if shown == "none":
        return
    for kind in shown.split(" with "):
        said.paper(kind)
    said.default("initiated_by", "ice")


def finished(said: Said) -> dict[str, Any]:
    """Return what was said as an encounter. The list of papers is complete: a case says what was shown."""
    place = place_of(said.case["jurisdiction"])
    if not said.papers:
        said.default("request_form", "none")
    if said.case["agency_type"] in ("sheriff", "jail") and f"{place}/sheriff" in said.law.body.agencies:
        said.agency_id = said.agency_id or f"{place}/sheriff"
    made: dict[str, Any] = {
        "place": place,
        "agency": [said.case["agency_type"], *said.kinds],
        "on": str(said.case["evaluate_on"]),
        "actions": [said.action],
        "facts": said.facts,
        "papers": said.papers,
    }
    lists = {"charges": said.charges, "convictions": said.convictions}
    made |= {name: items for name, items in lists.items() if items is not None}
    if said.moments:
        made["moments"] = said.moments
    if said.agency_id:
        made["agency_id"] = said.agency_id
    return made


MODALITIES = {"required": {"must"}, "prohibited": {"must_not", "lacks_power"}, "permitted": {"may"}}
DONE_BY_DUTY = {"notice_to_person", "record_and_report"}
# What a case may depend on, and the fact of ours that has to be named.
NAMED = (
    (re.compile(r"ordinance|department policy|local rule|town|city"), "own_rule"),
    (re.compile(r"same person"), "identity_match"),
)


def agrees(case: Mapping[str, Any], answer: Mapping[str, Any], law: Law) -> bool:
    """Return whether our answer agrees with the published one, by the table of docs/published-answers.md."""
    word, presumed = case["answer"], set(answer["presumed"]["outcomes"])
    if "unsurveyed" in presumed:
        return False
    if case.get("layer_only"):
        speaks = layer_modalities(case, answer, law)
        return not speaks if word == "not_addressed" else bool(speaks & MODALITIES[word])
    match word:
        case "depends":
            open_still = len(answer["outcomes"]) > 1 or answer["outcomes"] == ["contested"]
            return open_still and names(str(case["depends_on"]), answer)
        case "permitted":
            return bool(presumed) and presumed <= {"permitted", "not_addressed"}
        case "required" if case["action"] in DONE_BY_DUTY:
            return presumed == {"required"} or any(d["if"] is None for d in answer["duties"])
    return presumed == {word}


def names(depends_on: str, answer: Mapping[str, Any]) -> bool:
    """Return whether what a case depends on is named by the answer: the fact meant, or where none is meant any."""
    found = [q["fact"] for q in answer["ask"]] + [u["fact"] for u in answer["unread"]]
    points = [o["point"] for o in answer["open"]] + [d["point"] for d in answer["disputes"]]
    meant = [fact for pattern, fact in NAMED if pattern.search(depends_on)]
    if meant:
        return any(name.startswith(fact) for fact in meant for name in found)
    return bool(found or points)


def layer_modalities(case: Mapping[str, Any], answer: Mapping[str, Any], law: Law) -> set[str]:
    """Return the modalities of the active reasons that belong to the layer a case names."""
    authorities, length = LAYERS[case["layer"]]
    found = set()
    for reason in active(answer["reasons"]):
        provision = law.provision(reason["provision"])
        parts = len(provision.place.split("/"))
        if provision.authority in authorities and (parts == length if length else parts >= 2):
            found.add(reason["modality"])
    return found


def active(reasons: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the reasons that play an active part."""
    return [r for r in reasons if r["role"] != "yields" and "only_if" not in r]
