"""Writes stages into the text of a docket file: lines are added to its `stage:` list, and every other byte stays.

What was written is read again: the same keys with the same values, and a list that has become longer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import yaml

from comity.docket.shapes import NAMES
from comity.docket.step import Step
from comity.docket.told import LOWER, Taken
from comity.law.reading.tree import Tree, read_tree
from comity.vocabulary.errors import InputError, problem

_NAMED = re.compile(r"[A-Za-z][A-Za-z .'-]{1,40}")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage to be written: its day, and its words."""

    on: date
    says: str


def stage_of(taken: Taken, source: str) -> Stage:
    """Return a step of a source as a stage in our own words, with who tells it.

    >>> stage_of(Taken(date(2026, 2, 3), Step.PASSED_ONE, "upper", "Senate", "Passed"), "legiscan").says
    'passed the Senate (as LegiScan tells it)'
    """
    step = taken.step
    says = "" if step is None else step.says
    if step in (Step.PASSED_ONE, Step.VETO_OVERRIDDEN) and taken.house:
        named = taken.named if _NAMED.fullmatch(taken.named) else ""
        house = named or ("House" if taken.house == LOWER else "Senate")
        says = f"passed the {house}" if step is Step.PASSED_ONE else f"veto overridden in the {house}"
    return Stage(taken.on, f"{says} (as {NAMES[source]} tells it)")


def amended(text: str, path: str, stages: Sequence[Stage]) -> str:
    """Return the text of a docket file with stages added to its list, in time order.

    Raise InputError where the text is no docket file, or its list stands in a form that cannot be added to.
    """
    before = read_tree(text, path)
    lead = "\ufeff" if text.startswith("\ufeff") else ""
    body = text[len(lead) :]
    for stage in sorted(stages, key=lambda s: s.on):
        body = _with(body, path, stage)
    after = lead + body
    _same(before, read_tree(after, path), len(stages), path)
    return after


def _with(body: str, path: str, stage: Stage) -> str:
    """Return the text with one stage before the first one of a later day, or at the end of the list."""
    items = _list(body, path)
    written = f'{{on: {stage.on.isoformat()}, stage: "{stage.says}"}}'
    days = [_day(item) for item in items.value]
    later = next((n for n, day in enumerate(days) if day > stage.on.isoformat()), None)
    if items.flow_style:
        if later is not None:
            at = items.value[later].start_mark.index
            return f"{body[:at]}{written}, {body[at:]}"
        at = items.value[-1].end_mark.index
        return f"{body[:at]}, {written}{body[at:]}"
    first = items.value[0].start_mark.index
    start = body.rfind("\n", 0, first) + 1
    dash = re.match(r"([ \t]*)-", body[start:])
    if dash is None:
        raise problem(path, items.start_mark.line + 1, "the list of `stage` cannot be added to", _FORM)
    ending = "\r\n" if "\r\n" in body else "\n"
    line = f"{dash.group(1)}- {written}{ending}"
    if later is not None:
        at = body.rfind("\n", 0, items.value[later].start_mark.index) + 1
        return body[:at] + line + body[at:]
    end = len(body[: items.value[-1].end_mark.index].rstrip())
    cut = body.find("\n", end)
    if cut < 0:
        return f"{body}{ending}{line}"
    return body[: cut + 1] + line + body[cut + 1 :]


_FORM = "write each stage on a line of its own, after `- `"


def _list(body: str, path: str) -> yaml.SequenceNode:
    """Return the node of the `stage` list. The text was read as law before, so that it is one mapping of plain data."""
    root = yaml.compose(body, yaml.SafeLoader)
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value == "stage" and isinstance(value, yaml.SequenceNode) and value.value:
                return value
    raise problem(path, None, "has no list of `stage`", _FORM)


def _day(item: yaml.Node) -> str:
    pairs = item.value if isinstance(item, yaml.MappingNode) else []
    return next((str(v.value) for k, v in pairs if k.value == "on"), "")


def _same(before: Tree, after: Tree, added: int, path: str) -> None:
    """Hold that nothing but the list of stages changed, and that what was there is still there in its order."""
    old, new = before.data, after.data
    fine = isinstance(old, dict) and isinstance(new, dict) and list(old) == list(new)
    if fine and isinstance(old, dict) and isinstance(new, dict):
        fine = all(old[k] == new[k] for k in old if k != "stage")
        were, are = old.get("stage"), new.get("stage")
        fine = fine and isinstance(were, list) and isinstance(are, list) and len(are) == len(were) + added
        if fine and isinstance(were, list) and isinstance(are, list):
            rest = iter(are)
            fine = all(any(one == other for other in rest) for one in were)
    if not fine:
        raise InputError(
            problem(path, None, "could not be amended without changing more than its stages", _FORM).problems
        )
