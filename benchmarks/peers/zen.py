"""The law as a graph of expressions and decision tables, through the package zen-engine."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import numpy as np
import zen
from log_rows import ANSWERS, CHANGE, DETAINERS, JUDGES, NO_ANSWER, YEARS, Rows
from peers.interface import BY_HAND, NO, PARTLY, Run, Said

NAME, PACKAGE, PACE = "zen-engine", "zen-engine", "rows"
UNKNOWN = "a key that the context lacks (null)"
FORBIDS_ONLY = False

_TERMS = {
    "warrant": f"paper_issuer in {json.dumps(JUDGES)} and paper_authorises == 'arrest_person'",
    "detainer": f"request_form in {json.dumps(DETAINERS)}",
    "lifted": f"day >= {CHANGE.toordinal()} ? ({YEARS} <= 5 and not minor) : {YEARS} <= 10",
    "held": "$.warrant and identity_match",
    "kept": "(release_due and solely_detainer and not $.warrant and not $.lifted) or minor or victim_or_witness",
    "owed": f"written_request and $.detainer and {YEARS} <= 5",
    "told_not": "(purpose_civil and not information_public and not registrant)"
    " or ($.detainer and not information_public and not $.warrant)",
    "free": f"registrant or {YEARS} <= 10",
}
_HOLD = (
    ({"held": "true", "kept": "true"}, "contested"),
    ({"held": "true"}, "required"),
    ({"kept": "true"}, "prohibited"),
)
_NOTICE = (({"owed": "true"}, "required"), ({"told_not": "true"}, "prohibited"), ({"free": "true"}, "permitted"))
_NUMBER = {answer: number for number, answer in enumerate(ANSWERS)}


def _table(name: str, rules: Any, policy: str = "first") -> dict[str, Any]:
    fields = list(dict.fromkeys(f for when, _ in rules for f in when))
    every = (*rules, ({}, "not_addressed"))
    return {
        "hitPolicy": policy,
        "inputs": [{"id": f"in-{f}", "name": f, "field": f} for f in fields],
        "outputs": [{"id": f"out-{name}", "name": name, "field": name}],
        "rules": [
            {"_id": f"{name}-{i}", f"out-{name}": json.dumps(answer)} | {f"in-{f}": when.get(f, "") for f in fields}
            for i, (when, answer) in enumerate(every)
        ],
    }


def _graph(*middle: tuple[str, str, dict[str, Any]]) -> str:
    """Return a graph of the nodes in a row, from the input to the output."""
    nodes = [("in", "inputNode", {}), *middle, ("out", "outputNode", {})]
    steps = [(a[0], b[0]) for a, b in pairwise(nodes)]
    return json.dumps(
        {
            "nodes": [{"id": i, "type": kind, "name": i, "content": content} for i, kind, content in nodes],
            "edges": [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in steps],
        }
    )


def prepare(rows: Rows) -> Run:
    """Compile the graph once, and make a context of each row."""
    terms = {"expressions": [{"id": k, "key": k, "value": v} for k, v in _TERMS.items()], "passThrough": True}
    graph = _graph(
        ("terms", "expressionNode", terms),
        ("hold", "decisionTableNode", _table("hold", _HOLD) | {"passThrough": True}),
        ("notice", "decisionTableNode", _table("notice", _NOTICE) | {"passThrough": True}),
    )
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(graph))
    records = rows.records()

    def run() -> np.ndarray:
        return np.array([_one(decision, record) for record in records], np.int8)

    return run


def _one(decision: Any, record: dict[str, object]) -> list[int]:
    try:
        found = decision.evaluate(record)["result"]
    except RuntimeError:
        return [NO_ANSWER, NO_ANSWER]
    return [_NUMBER[found["hold"]], _NUMBER[found["notice"]]]


def express(case: str) -> Said:
    """Run a case as zen-engine would have it written."""

    def ask(rules: Any, policy: str = "first", **given: object) -> str:
        found = _decision(_table("hold", rules, policy)).evaluate(given)["result"]
        return ", ".join(row["hold"] for row in (found if isinstance(found, list) else [found]))

    plain = ({"past": "true", "warrant": "false"}, "prohibited")
    match case:
        case "unknown":
            try:
                said = str(zen.evaluate_expression("past and not warrant", {"past": True}))
            except RuntimeError as error:
                said = f"error: {json.loads(str(error).splitlines()[0])['source']}"
            why = "in a table null meets no cell, so the next row answers; in an expression it is an error"
            return Said(NO, f"table: {ask([plain], past=True)}; expression: {said}", why)
        case "reasons":
            told = _decision(_table("hold", [plain])).evaluate({"past": True, "warrant": False}, {"trace": True})
            row = told["trace"]["table"]["traceData"]["rule"]["_id"]
            return Said(
                PARTLY,
                f"{told['result']['hold']}, row {row}",
                "a trace names the row that answered; not what was overruled",
            )
        case "dates":
            dated = ({"past": "true", "warrant": "false", "day": ">= d('2025-07-01')"}, "prohibited")
            found = [ask([dated], past=True, warrant=False, day=day) for day in ("2025-06-30", "2025-07-01")]
            return Said(BY_HAND, ", ".join(found), "the day is one more column of the table")
        case "exception":
            lifted = ({"felony": "true"}, "not_addressed")
            found = ask([lifted, plain], past=True, warrant=False, felony=True)
            return Said(
                PARTLY, found, "a row above the rule's, in the same table; the order of rows is the only priority"
            )
        case _:
            ordered = ({"ordered": "true"}, "required")
            given = {"past": True, "warrant": False, "ordered": True}
            first, every = ask([ordered, plain], **given), ask([ordered, plain], "collect", **given)
            why = "the first row wins in silence; collected, all rows answer and nothing says that they conflict"
            return Said(PARTLY, f"first: {first}; collect: {every}", why)


def _decision(table: dict[str, Any]) -> Any:
    return zen.ZenEngine().create_decision(_graph(("table", "decisionTableNode", table)))
