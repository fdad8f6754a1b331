"""Every stage on the way to an answer, as plain data and as lines.

The door, what is in play, the edges, the diagram, what is known as cells, and what can still be reached.
"""

from __future__ import annotations

from typing import Any

from comity.cli.terminal import Line, heading, para
from comity.condition.cells import Cells
from comity.condition.prose import in_words
from comity.condition.tree import ALWAYS
from comity.engine.compile import Compiled
from comity.engine.decision import ActionDecision, Decision, Masks
from comity.engine.known import Known, Members, Range, Values
from comity.library import Law

SHOWN = 8


def trace_data(decision: Decision, law: Law) -> dict[str, Any]:
    """Return the stages of a decision as plain data."""
    opened = decision.encounter
    return {
        "door": {
            "place": opened.who.place,
            "kinds": sorted(opened.who.kinds),
            "agency_id": opened.who.agency_id,
            "facts": {name: _known(known) for name, known in opened.facts.items()},
            "moments": {name: moment.isoformat() for name, moment in opened.moments.items()},
        },
        "actions": {name: _action(a, law) for name, a in decision.actions.items()},
    }


def _known(known: Known) -> str:
    match known:
        case Values(can_be):
            return " or ".join(sorted(can_be)) or "nothing"
        case Range(spans):
            return " or ".join(f"{low:g}" if low == high else f"{low:g} to {high:g}" for low, high in spans)
        case Members(has, lacks):
            return f"has {', '.join(sorted(has)) or 'none surely'}; lacks {', '.join(sorted(lacks)) or 'none surely'}"


def _action(a: ActionDecision, law: Law) -> dict[str, Any]:
    return {
        "in_play": [
            {"provision": b.provision.id, "modality": str(b.provision.modality), "duty": b.provision.act_duty,
             "gate": None if b.gate == ALWAYS else in_words(b.gate)}
            for b in a.play.bound
        ],
        "silent": str(a.play.silent),
        "unread": a.play.unread,
        "settled": dict(a.play.settled),
        "edges": [
            {"attacker": a.compiled.act[e.attacker].provision.id, "target": a.compiled.act[e.target].provision.id,
             "by": e.by, "reading": "=".join(e.gate) if e.gate else None}
            for e in a.compiled.edges
        ],
        "diagram": {
            "nodes": a.compiled.nodes,
            "variables": [_variable(a, i, v) for i, v in enumerate(a.compiled.variables)],
        },
        "reached": {"strict": _reached(a.compiled, a.masks), "presumed": _reached(a.compiled, a.presumed_masks)},
        "duties": {what: _duty(a, what, law) for what in law.slices.duties(a.play)},
    }  # fmt: skip


def _variable(a: ActionDecision, position: int, cells: Cells) -> dict[str, Any]:
    return {
        "fact": cells.fact,
        "cells": [cells.label(i) for i in range(cells.count)],
        "strict": _bits(a.masks[position], cells.count),
        "presumed": _bits(a.presumed_masks[position], cells.count),
    }


def _bits(mask: int, count: int) -> str:
    """Return a mask with its first cell first.

    >>> _bits(0b01, 2)
    '10'
    """
    return "".join("1" if mask >> i & 1 else "0" for i in range(count))


def _reached(compiled: Compiled, masks: Masks) -> list[str]:
    """Return the results still possible, each as its outcome with its basis."""
    results = [compiled.store.value(t) for t in compiled.store.reach(compiled.outcome, masks)]
    return sorted(
        f"{r.outcome}{' (' + ', '.join(sorted(r.basis)) + ')' if r.basis else ''}" for r in results if r is not None
    )


def _duty(a: ActionDecision, what: str, law: Law) -> dict[str, Any]:
    compiled = law.slices.compiled(a.play, what)
    owed = next(d for d in a.duties if d.what == what)
    return {
        "nodes": compiled.nodes,
        "provisions": [b.provision.id for b in compiled.act],
        "outcomes": sorted(owed.outcomes),
    }


def trace_lines(data: dict[str, Any]) -> list[Line]:
    """Return the stages as lines."""
    door = data["door"]
    lines = heading("Trace 1 · the door: what is known, derived facts included")
    lines += para(
        f"{door['place']} · {', '.join(door['kinds'])}" + (f" · {door['agency_id']}" if door["agency_id"] else ""), 2
    )
    for name, value in (*door["facts"].items(), *door["moments"].items()):
        lines += para(f"{name}: {value}", 2, first="- ")
    for name, action in data["actions"].items():
        lines += _action_lines(name, action)
    return lines


def _action_lines(name: str, action: dict[str, Any]) -> list[Line]:
    lines = heading(f"Trace 2 · {name}: in play, by place, kind and day")
    for bound in action["in_play"]:
        duty = f" · duty {bound['duty']}" if bound["duty"] else ""
        gate = f" · in force if {bound['gate']}" if bound["gate"] else ""
        lines += para(f"{bound['provision']} · {bound['modality']}{duty}{gate}", 2, first="- ")
    lines += para(f"silence comes out as {action['silent']}; unread layer: {action['unread'] or 'none'}", 2)
    lines += [line for point, reading in action["settled"].items() for line in para(f"settled: {point} = {reading}", 2)]
    lines += heading(f"Trace 3 · {name}: edges, attacker > target")
    for edge in action["edges"]:
        reading = f" · only under {edge['reading']}" if edge["reading"] else ""
        lines += para(f"{edge['attacker']} > {edge['target']} · by {edge['by']}{reading}", 2, first="- ")
    lines += para("none", 2) if not action["edges"] else []
    diagram = action["diagram"]
    lines += heading(f"Trace 4 · {name}: diagram of {diagram['nodes']} nodes; cells still possible, strict | presumed")
    for variable in diagram["variables"]:
        lines += para(f"{variable['fact']}: {variable['strict']} | {variable['presumed']}", 2, first="- ")
        lines += para(_cells(variable["cells"]), 6, "muted")
    lines += heading(f"Trace 5 · {name}: results that can be reached")
    lines += para(f"strict: {', '.join(action['reached']['strict']) or 'none'}", 2)
    lines += para(f"presumed: {', '.join(action['reached']['presumed']) or 'none'}", 2)
    for what, duty in action["duties"].items():
        lines += para(
            f"duty {what}: {duty['nodes']} nodes, {', '.join(duty['outcomes'])}; {', '.join(duty['provisions'])}", 2
        )
    return lines


def _cells(labels: list[str]) -> str:
    shown = [f"{label}" for label in labels[:SHOWN]]
    return " | ".join(shown) + (f" | and {len(labels) - SHOWN} more" if len(labels) > SHOWN else "")
