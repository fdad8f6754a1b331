"""The law as Cedar policies: everything is permitted save what a forbid policy forbids, through the package cedarpy.

Cedar answers Allow or Deny, so it can say "prohibited" and "not prohibited"; whether the law requires, permits or is
silent it cannot say, and a conflict it settles by itself.
"""

from __future__ import annotations

import json

import cedarpy
import numpy as np
from log_rows import ACTIONS, ALLOWED, CHANGE, DETAINERS, JUDGES, NO_ANSWER, PROHIBITED, YEARS, Rows
from peers.interface import BY_HAND, NO, PARTLY, YES, Run, Said

NAME, PACKAGE, PACE = "Cedar", "cedarpy", "rows"
UNKNOWN = "an attribute marked unknown, for partial evaluation (experimental)"
FORBIDS_ONLY = True

_CHANGE = CHANGE.toordinal()
_WARRANT = f'({json.dumps(JUDGES)}.contains(context.paper_issuer) && context.paper_authorises == "arrest_person")'
_DETAINER = f"{json.dumps(DETAINERS)}.contains(context.request_form)"
_OWED = f"context.written_request && {_DETAINER} && context.{YEARS} <= 5"
_LAW = f"""
permit (principal, action, resource);

@id("custody-act/no-hold")
forbid (principal, action == Action::"hold_on_detainer", resource)
when {{ context.release_due && context.solely_detainer && !{_WARRANT} }}
unless {{
  (context.day < {_CHANGE} && context.{YEARS} <= 10) ||
  (context.day >= {_CHANGE} && context.{YEARS} <= 5 && !context.minor)
}};

@id("custody-ordinance/no-hold")
forbid (principal, action == Action::"hold_on_detainer", resource)
when {{ context.minor || context.victim_or_witness }};

@id("custody-act/no-notice")
forbid (principal, action == Action::"notify_release", resource)
when {{ context.purpose_civil && !context.information_public && !context.registrant }}
unless {{ {_OWED} }};

@id("custody-ordinance/no-notice")
forbid (principal, action == Action::"notify_release", resource)
when {{ {_DETAINER} && !context.information_public && !{_WARRANT} }}
unless {{ {_OWED} }};
"""


def prepare(rows: Rows) -> Run:
    """Read the policies, and make the requests with their contexts as JSON."""
    policies, entities = cedarpy.PolicySet.from_str(_LAW), cedarpy.Entities.from_json_str("[]")
    records = [{f: record.get(f, _unknown(f)) for f in (*rows.facts, "day")} for record in rows.records()]
    requests = [_request(action, json.dumps(record)) for record in records for action in ACTIONS]
    complete = not any("__extn" in request["context"] for request in requests)

    def run() -> np.ndarray:
        if complete:
            told = cedarpy.is_authorized_batch(requests, policies, entities)
        else:
            told = [cedarpy.is_authorized_partial(request, policies, entities) for request in requests]
        return np.array([_ANSWER[t.decision.value] for t in told], np.int8).reshape(-1, len(ACTIONS))

    return run


_ANSWER = {"Allow": ALLOWED, "Deny": PROHIBITED, "NoDecision": NO_ANSWER}


def _unknown(fact: str) -> dict[str, object]:
    return {"__extn": {"fn": "unknown", "arg": fact}}


def _request(action: str, context: str) -> dict[str, str]:
    who = {"principal": 'Agency::"police"', "action": f'Action::"{action}"', "resource": 'Person::"held"'}
    return {**who, "context": context}


_PERMIT = "permit (principal, action, resource);"
_RULE = '@id("s. 1") forbid (principal, action, resource) when { context.past } unless { context.warrant };'


def express(case: str) -> Said:
    """Run a case as Cedar would have it written."""

    def ask(policies: str, **given: object) -> tuple[str, str, str]:
        told = cedarpy.is_authorized(_request("hold_on_detainer", json.dumps(given)), policies, "[]")
        names = told.diagnostics.id_annotations_by_reason
        return told.decision.value, "; ".join(told.diagnostics.errors), ", ".join(names.values())

    match case:
        case "unknown":
            found, error, _ = ask(_PERMIT + _RULE, past=True)
            marked = _request("hold_on_detainer", json.dumps({"past": True, "warrant": _unknown("warrant")}))
            partial = cedarpy.is_authorized_partial(marked, _PERMIT + _RULE, "[]").decision.value
            said = f"{found} ({error}); marked unknown, in a partial call: {partial}"
            why = "a policy that errs is left out, so the ban is lost; a partial call (experimental) leaves it open"
            return Said(PARTLY, said, why)
        case "reasons":
            found, _, why = ask(_PERMIT + _RULE, past=True, warrant=False)
            return Said(
                YES,
                f"{found}, policy {why}",
                "the policies that decided, with their annotations; not those that were overruled",
            )
        case "dates":
            dated = _PERMIT + _RULE.replace("context.past }", 'context.past && context.day >= datetime("2025-07-01") }')
            days = ({"__extn": {"fn": "datetime", "arg": day}} for day in ("2025-06-30", "2025-07-01"))
            found = [ask(dated, past=True, warrant=False, day=day)[0] for day in days]
            return Said(BY_HAND, ", ".join(found), "the day is one more condition in the policy")
        case "exception":
            found = ask(
                f"{_PERMIT}{_RULE} permit (principal, action, resource) when {{ context.felony }};",
                past=True,
                warrant=False,
                felony=True,
            )
            return Said(
                BY_HAND,
                f"{found[0]} with the exception as a permit",
                "a permit cannot lift a forbid; only by editing the rule's own text",
            )
        case _:
            found = ask(
                f"{_RULE} permit (principal, action, resource) when {{ context.ordered }};",
                past=True,
                warrant=False,
                ordered=True,
            )
            return Said(NO, found[0], "forbid always wins")
