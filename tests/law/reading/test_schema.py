"""The schemas that editors use accept what the reader accepts, written bare, and mark what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types of its own

from comity.law.reading.schema import schemas
from comity.law.reading.tree import Node, read_file
from comity.law.reading.vocabulary_files import FILES, OF_PLACE, read_words

LAW = Path(__file__).resolve().parents[3] / "law"
PLAIN = schemas()
FULL = schemas(read_words(LAW))


def as_an_editor(node: Node) -> Any:
    """Return a node as an editor sees it: bare numbers are numbers, yes and no are true and false."""
    if isinstance(node, dict):
        return {key: as_an_editor(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_an_editor(value) for value in node]
    if node in {"yes", "no"}:
        return node == "yes"
    if re.fullmatch(r"-?\d+", node):
        return int(node)
    return float(node) if re.fullmatch(r"-?\d+\.\d+", node) else node


def kind_of(path: Path) -> str:
    """Return the kind of a law file."""
    if path.parent.name == "vocabulary":
        return "facts" if path.stem.startswith("facts") else path.stem
    if path.name == OF_PLACE:
        return "facts"
    return "place" if path.name == "place.yaml" else "docket" if path.parent.name == "docket" else "instrument"


def complaints(schema: dict[str, Any], data: Any) -> list[str]:
    """Return what a schema finds wrong."""
    return [
        f"{list(error.absolute_path)}: {error.message[:200]}"
        for error in Draft202012Validator(schema).iter_errors(data)
    ]


@pytest.mark.parametrize("kind", sorted(PLAIN))
def test_every_kind_of_file_has_a_valid_schema(kind: str) -> None:
    """Each schema is itself right, can be written as JSON and allows nothing empty."""
    for schema in (PLAIN[kind], FULL[kind]):
        Draft202012Validator.check_schema(schema)
        assert '"null"' not in json.dumps(schema)
        assert "x-vocabulary" not in json.dumps(schema)


def test_the_schemas_cover_every_kind() -> None:
    """Instruments, policies, places, the docket and each vocabulary file have one."""
    assert set(PLAIN) == {"instrument", "policy", "place", "docket", *FILES}


@pytest.mark.parametrize("path", sorted(LAW.rglob("*.yaml")), ids=lambda path: path.relative_to(LAW).as_posix())
def test_an_editor_accepts_every_law_file(path: Path) -> None:
    """Read as text or as YAML 1.2 and with yes as true, the file fits."""
    data = read_file(path).data
    for seen in (data, as_an_editor(data)):
        assert complaints(FULL[kind_of(path)], seen) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("provisions", 0, "modality"), "must_nott"),
        (("provisions", 0, "evidence"), None),
        (("provisions", 0, "action"), "hold_for_ice"),
        (("provisions", 0, "sais"), "x"),
        (("history", 0, "on"), "yesterday"),
        (("provisions", 0, "binds"), ["jial"]),
    ],
)
def test_an_editor_marks_what_the_reader_refuses(old: tuple[str | int, ...], new: object) -> None:
    """Unknown keys and words, and values of the wrong shape, are marked while one types."""
    data: Any = read_file(LAW / "us/ma/lunn.yaml").data
    node = data
    for step in old[:-1]:
        node = node[step]
    node[old[-1]] = new
    assert complaints(FULL["instrument"], data)
