"""The law in Rego, through the package regopy (rego-cpp)."""

from __future__ import annotations

import json

import numpy as np
import regopy
from log_rows import ANSWERS, CHANGE, DETAINERS, JUDGES, NO_ANSWER, YEARS, Rows
from peers.interface import BY_HAND, NO, Run, Said

NAME, PACKAGE, PACE = "Rego", "regopy", "rows"
UNKNOWN = "a key that the input lacks"
FORBIDS_ONLY = False

_LAW = f"""
package law
import rego.v1

judges := {json.dumps(JUDGES)}
detainers := {json.dumps(DETAINERS)}

warrant if {{ input.paper_issuer in judges; input.paper_authorises == "arrest_person" }}
detainer if input.request_form in detainers

lifted if {{ input.day < {CHANGE.toordinal()}; input.{YEARS} <= 10 }}
lifted if {{ input.day >= {CHANGE.toordinal()}; input.{YEARS} <= 5; not input.minor }}

held if {{ warrant; input.identity_match }}
kept if {{ input.release_due; input.solely_detainer; not warrant; not lifted }}
kept if input.minor
kept if input.victim_or_witness

owed if {{ input.written_request; detainer; input.{YEARS} <= 5 }}
told_not if {{ input.purpose_civil; not input.information_public; not input.registrant }}
told_not if {{ detainer; not input.information_public; not warrant }}
free if input.registrant
free if input.{YEARS} <= 10

hold := "contested" if {{ held; kept }} else := "required" if held else := "prohibited" if kept else := "not_addressed"
notice := "required" if owed else := "prohibited" if told_not else := "permitted" if free else := "not_addressed"
answer := [hold, notice]
"""
_NUMBER = {answer: number for number, answer in enumerate(ANSWERS)}


def prepare(rows: Rows) -> Run:
    """Compile the module once, and make an input of each row."""
    interpreter = regopy.Interpreter()
    interpreter.add_module("law", _LAW)
    bundle = interpreter.build(None, ["law/answer"])
    inputs = [regopy.Input(record) for record in rows.records()]

    def run() -> np.ndarray:
        found = np.full((len(inputs), 2), NO_ANSWER, np.int8)
        for i, given in enumerate(inputs):
            interpreter.set_input(given)
            told = interpreter.query_bundle_entrypoint(bundle, "law/answer")
            found[i] = [_NUMBER[word] for word in told.results[0].expressions[0]]
        return found

    return run


_RULE = 'prohibited contains "s. 1" if { input.past; not input.warrant }'


def express(case: str) -> Said:
    """Run a case as Rego would have it written."""

    def ask(rules: str, name: str, **given: object) -> str:
        interpreter = regopy.Interpreter()
        try:
            interpreter.add_module("law", f"package law\nimport rego.v1\n{rules}")
            interpreter.set_input(regopy.Input(given))
            told = interpreter.query(f"data.law.{name}")
            if told.ok():
                return json.dumps(told.results[0].expressions[0]) if told.results[0].expressions else "undefined"
            return "error: " + str(told.node().at(0)).split("errormsg ")[-1].split(":", 1)[-1].split(")")[0]
        except regopy.RegoError as error:
            return f"error: {error}"

    match case:
        case "unknown":
            found = ask(_RULE, "prohibited", past=True)
            return Said(NO, f"prohibited: {found}", "what is not given is not so: `not` succeeds")
        case "reasons":
            found = ask(_RULE, "prohibited", past=True, warrant=False)
            return Said(BY_HAND, found, "each rule must put its own citation into a set; nothing on what yielded")
        case "dates":
            rule = 'prohibited if { input.past; not input.warrant; input.day >= "2025-07-01" }'
            found = [ask(rule, "prohibited", past=True, warrant=False, day=day) for day in ("2025-06-30", "2025-07-01")]
            return Said(BY_HAND, ", ".join(found), "the day is one more condition in the rule")
        case "exception":
            rule = _RULE.replace("not input.warrant", "not input.warrant; not input.felony")
            return Said(
                BY_HAND,
                ask(rule, "prohibited", past=True, warrant=False, felony=True),
                "only by editing the rule's own body",
            )
        case _:
            rules = 'hold := "prohibited" if { input.past; not input.warrant }\nhold := "required" if input.ordered'
            found = ask(rules, "hold", past=True, warrant=False, ordered=True)
            return Said(NO, found, "two answers of one rule are an error of the program, not an answer")
