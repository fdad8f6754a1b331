"""What is wrong with a law file, said in its own words: the line, the wrong word, and the nearest right one.

A value that fails a model becomes one Problem each; the marks that tell the shapes of a value apart are not part of
where it stands, so they are left out of the path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from comity.law.reading.parts import IN_LIST, IN_MAPPING, IN_TEXT
from comity.law.reading.scalars import shown
from comity.law.reading.tree import MAX_PROBLEMS, Node, Tree, Where
from comity.vocabulary.errors import InputError, Problem, nearest

AnyModel = TypeVar("AnyModel", bound=BaseModel)

_MARKS = frozenset({IN_TEXT, IN_LIST, IN_MAPPING, "[key]"})
_SHAPES = {
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "string_type": "text",
}
_SAID = {"presumed": "outcome"}


def checked(model: type[AnyModel], tree: Tree) -> AnyModel:
    """Return a file as a value of its model. Raise InputError with all that is wrong, in the order of its lines."""
    try:
        value = model.model_validate(tree.data)
    except ValidationError as error:
        found = [*problems_of(error, tree, model), *repeated_ids(tree)]
    else:
        found = list(repeated_ids(tree))
        if not found:
            return value
    unique = sorted(dict.fromkeys(found), key=lambda problem: problem.line or 0)
    raise InputError(unique[:MAX_PROBLEMS])


def problems_of(error: ValidationError, tree: Tree, model: type[BaseModel]) -> list[Problem]:
    """Return what is wrong as problems with file, line, word and hint."""
    details = error.errors(include_url=False)
    schema = model.model_json_schema() if any(one["type"] == "extra_forbidden" for one in details) else {}
    inside = {one["loc"][:end] for one in details for end in range(len(one["loc"]))}
    found: list[Problem] = []
    meant: set[tuple[Where, str]] = set()
    # Unknown keys first: a key with a slip is one mistake, so the right one is not called missing as well.
    for one in sorted(details, key=lambda error: error["type"] != "extra_forbidden"):
        if one["type"] == "too_short" and one["loc"] in inside:
            continue  # a list left too short by its bad entries is not itself wrong
        if one["type"] == "missing" and (one["loc"][:-1], f"did you mean `{one['loc'][-1]}`?") in meant:
            continue
        problem = _problem(one, tree, schema)
        if one["type"] == "extra_forbidden":
            meant.add((one["loc"][:-1], problem.hint))
        found.append(problem)
    return found


def repeated_ids(tree: Tree) -> Iterator[Problem]:
    """Yield a problem for each id that stands twice in one list of a file."""
    if not isinstance(tree.data, dict):
        return
    for key, items in tree.data.items():
        lines: dict[str, int] = {}
        for place, item in enumerate(items if isinstance(items, list) else []):
            name = item.get("id") if isinstance(item, dict) else None
            if not isinstance(name, str):
                continue
            line = tree.line((key, place, "id"))
            if name in lines:
                yield Problem(tree.path, line, f"repeated id {shown(name)}", f"it stands on line {lines[name]} already")
            lines.setdefault(name, line)


def _problem(error: ErrorDetails, tree: Tree, schema: dict[str, Any]) -> Problem:
    where = tuple(step for step in error["loc"] if step not in _MARKS)
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    line = tree.line(where)
    match kind:
        case "law":
            what, hint = str(context["what"]), str(context["hint"])
            if what.endswith("belongs") and where:
                what = f"{what}, {_at(where)}"
        case "extra_forbidden":
            what, hint = f"unknown key {shown(str(where[-1]))}", nearest(str(where[-1]), known_keys(schema, where[:-1]))
        case "missing":
            what, hint = f"`{where[-1]}` is missing", _beside(tree, where[:-1])
        case "literal_error" | "enum" if isinstance(given, str):
            what = f"unknown {_noun(where)} {shown(given)}"
            hint = nearest(given, re.findall(r"'([^']*)'", str(context["expected"])))
        case "literal_error" | "enum":
            what, hint = f"{shown(given)} stands where a word belongs, {_at(where)}", ""
        case "union_tag_invalid":
            words = {IN_TEXT: "text", IN_LIST: "a list", IN_MAPPING: "a mapping"}
            right = " or ".join(word for mark, word in words.items() if mark in str(context["expected_tags"]))
            what, hint = f"{shown(given)} stands where {right} belongs, {_at(where)}", ""
        case "string_too_short" | "too_short":
            least = int(context["min_length"])
            what, hint = (
                (f"too few entries, {_at(where)}", f"give at least {least}")
                if least > 1
                else (f"nothing stands {_at(where)}", "")
            )
        case "greater_than_equal" | "less_than_equal":
            what, hint = (
                f"`{given}` is out of range, {_at(where)}",
                "; ".join(f"{_BOUNDS[k]} {v}" for k, v in context.items()),
            )
        case _ if kind in _SHAPES:
            what, hint = f"{shown(given)} stands where {_SHAPES[kind]} belongs, {_at(where)}", ""
        case _:
            what, hint = f"{shown(given)} cannot stand {_at(where)}", ""
    return Problem(tree.path, line, what, hint)


_BOUNDS = {"ge": "at least", "le": "at most"}


def _at(where: Where) -> str:
    named = [step for step in where if isinstance(step, str)]
    return f"at {shown(named[-1])}" if named else "at the top of the file"


def _noun(where: Where) -> str:
    """Return what a word of a closed list is called: the key, or one of a list's entries."""
    key = next((step for step in reversed(where) if isinstance(step, str)), "word")
    key = _SAID.get(key, key)
    return key[:-1] if isinstance(where[-1], int) and key.endswith("s") else key


def _beside(tree: Tree, where: Where) -> str:
    """Return a hint naming the entry in which something is missing, by its id or first words."""
    node: Node = tree.data
    for step in where:
        if isinstance(node, dict) and isinstance(step, str):
            node = node.get(step, "")
        elif isinstance(node, list) and isinstance(step, int):
            node = node[step]
    name = (
        next((node[key] for key in ("id", "event", "says") if isinstance(node.get(key), str)), "")
        if isinstance(node, dict)
        else ""
    )
    return f"it belongs to {shown(name)}" if name else ""


def known_keys(schema: Mapping[str, Any], where: Where) -> set[str]:
    """Return the keys that can stand in the mapping at a place of a file, by the file's schema."""
    definitions: Mapping[str, Any] = schema.get("$defs", {})
    nodes = list(_branches(schema, definitions))
    for step in where:
        inner = [child for node in nodes for child in _inside(node, step)]
        nodes = [branch for child in inner for branch in _branches(child, definitions)]
    return {key for node in nodes for key in node.get("properties", {})}


def _branches(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the shapes that a schema allows, references followed."""
    if "$ref" in node:
        yield from _branches(definitions[node["$ref"].rsplit("/", 1)[-1]], definitions)
    elif "anyOf" in node or "oneOf" in node:
        for branch in (*node.get("anyOf", ()), *node.get("oneOf", ())):
            yield from _branches(branch, definitions)
    else:
        yield node


def _inside(node: Mapping[str, Any], step: str | int) -> Iterable[Mapping[str, Any]]:
    if isinstance(step, int):
        items = [node.get("items"), *node.get("prefixItems", ())]
        return [item for item in items if isinstance(item, dict)]
    inner = node.get("properties", {}).get(step, node.get("additionalProperties"))
    return [inner] if isinstance(inner, dict) else []
