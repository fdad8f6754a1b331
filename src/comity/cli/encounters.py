"""Reads what is put to `comity decide`: one encounter, a list, or JSON lines, from YAML or JSON.

Too large, too deep, repeated or unreadable input is refused before any of it is decided. A problem that the engine
finds later is shown at the line where its word stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from comity.law.reading.tree import MAX_DEPTH, MAX_TEXT, Node, Tree, Where, read_tree
from comity.vocabulary.errors import InputError, Problem, problem

MAX_BYTES = 16_000_000
MAX_PROBLEMS = 100
_MAPPINGS = ("facts", "moments")
_WORD = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Item:
    """One encounter. `row` counts in a list; `locate` gives a word's line, or the first for ""."""

    data: dict[str, Any]
    name: str
    row: int | None
    locate: Callable[[str], int | None]

    def placed(self, found: Problem) -> Problem:
        """Return a problem with the file, line and row it belongs to."""
        words = [self.locate(w) for w in _WORD.findall(found.what)]
        line = found.line or next((n for n in words if n), None) or self.locate("")
        what = f"encounter {self.row}: {found.what}" if self.row else found.what
        return replace(found, path=self.name, line=line, what=what)


@dataclass(frozen=True, slots=True)
class Given:
    """Everything that was given, in order. `shape` is one, list or lines."""

    items: tuple[Item, ...]
    shape: str


def read_given(data: bytes, name: str) -> Given:
    """Return the encounters in a file's bytes. Raise InputError naming each thing that cannot be read."""
    text = _text(data, name)
    suffix = Path(name).suffix.lower()
    if suffix in {".jsonl", ".ndjson"}:
        return _json_lines(text, name)
    if suffix in {".yaml", ".yml"} or (suffix != ".json" and text.lstrip()[:1] not in {"{", "["}):
        return _yaml(text, name)
    if suffix != ".json" and _is_lines(text):
        return _json_lines(text, name)
    return _json(text, name)


def _text(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        raise problem(name, None, f"larger than {MAX_BYTES // 1_000_000} MB", "judge a log with `comity audit`")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise problem(name, line, f"byte `0x{data[error.start]:02x}` is not UTF-8", "save the file as UTF-8") from None
    if not text.strip():
        raise problem(name, None, "there is nothing in it", "an encounter has place, agency, on and facts")
    return text


def _is_lines(text: str) -> bool:
    """Return whether the text is one JSON object per line: the first line is whole and another follows."""
    first, _, rest = text.strip().partition("\n")
    if not first.startswith("{") or not rest.strip():
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


# --- JSON


def _json(text: str, name: str) -> Given:
    data = _loaded(text, name, 1)
    if not isinstance(data, list):
        return Given((_item(data, name, None, _in_text(text, 1)),), "one")
    parts = list(_parts(text))
    items = [
        _item(d, name, n, _in_text(part, line)) for n, (d, (part, line)) in enumerate(zip(data, parts, strict=True), 1)
    ]
    return Given(_some(items, name), "list")


def _json_lines(text: str, name: str) -> Given:
    items: list[Item] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            items.append(_item(_loaded(line, name, number), name, None, _in_text(line, number)))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(shortened(problems, name))
    return Given(_some(items, name), "lines")


def _some(items: list[Item], name: str) -> tuple[Item, ...]:
    if not items:
        raise problem(name, None, "the list holds no encounter")
    return tuple(items)


def _loaded(text: str, name: str, line: int) -> Any:
    try:
        data = json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant)
    except json.JSONDecodeError as error:
        what = error.msg[:1].lower() + error.msg[1:]
        raise problem(name, line + error.lineno - 1, f"cannot be read as JSON: {what}", _hint(text, error)) from None
    except RecursionError:
        raise problem(name, line, f"nested more than {MAX_DEPTH} deep") from None
    except _RefusedError as error:
        raise problem(name, _in_text(text, line)(error.word), error.what, error.hint) from None
    except ValueError:
        raise problem(name, line, "a number is too long to read") from None
    _check(data, name, _in_text(text, line))
    return data


def _hint(text: str, error: json.JSONDecodeError) -> str:
    if error.pos >= len(text.rstrip()):
        return "is the file cut short?"
    return "one object per line is read from a file that ends in .jsonl" if error.msg == "Extra data" else ""


class _RefusedError(Exception):
    """JSON that other readers would take and we do not."""

    def __init__(self, word: str, what: str, hint: str) -> None:
        super().__init__(what)
        self.word, self.what, self.hint = word, what, hint


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RefusedError(key, f"repeated key `{key[:60]}`", "keep one of them")
        found[key] = value
    return found


def _constant(word: str) -> NoReturn:
    raise _RefusedError(word, f"`{word}` is not a number", 'leave the fact out, or write "unknown"')


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """Yield the text of each element of a JSON list that is known to be well formed, with the line it starts on."""
    decoder = json.JSONDecoder()
    at, line, counted = text.index("[") + 1, 1, 0
    while True:
        while text[at] in " \t\r\n,":
            at += 1
        if text[at] == "]":
            return
        _, end = decoder.raw_decode(text, at)
        line += text.count("\n", counted, at)
        counted = at
        yield text[at:end], line
        at = end


def _in_text(text: str, first: int) -> Callable[[str], int | None]:
    def locate(word: str) -> int | None:
        found = re.search(rf'"{re.escape(word)}"|(?<![\w."-]){re.escape(word)}(?![\w."-])', text) if word else None
        return first + text.count("\n", 0, found.start()) if found else None if word else first

    return locate


# --- YAML


def _yaml(text: str, name: str) -> Given:
    tree = read_tree(text, name)
    if not isinstance(tree.data, list):
        return Given((_item(tree.data, name, None, _in_tree(tree, ())),), "one")
    items = [_item(data, name, n, _in_tree(tree, (n - 1,))) for n, data in enumerate(tree.data, 1)]
    return Given(_some(items, name), "list")


def _in_tree(tree: Tree, at: Where) -> Callable[[str], int | None]:
    def locate(word: str) -> int | None:
        if not word:
            return tree.line(at)
        below = [where for where in tree.lines if where[: len(at)] == at and len(where) > len(at)]
        return next((tree.lines[w] for w in below if w[-1] == word or _value(tree.data, w) == word), None)

    return locate


def _value(data: Node, where: Where) -> Node:
    for step in where:
        data = data[step]  # type: ignore[index]
    return data


# --- what both forms have to keep to


def _item(data: object, name: str, row: int | None, locate: Callable[[str], int | None]) -> Item:
    if not isinstance(data, dict):
        what = "an encounter is a mapping with place, agency, on and facts"
        raise problem(name, locate(""), f"encounter {row}: {what}" if row else what)
    for key in _MAPPINGS:
        if not isinstance(data.get(key, {}), dict):
            raise problem(name, locate(key), f"`{key}` is not a mapping of names to values")
    return Item(data, name, row, locate)


def _check(data: object, name: str, locate: Callable[[str], int | None]) -> None:
    """Refuse what is too deep, too long, or holds characters that cannot be seen."""
    todo: list[tuple[object, int]] = [(data, 0)]
    while todo:
        value, depth = todo.pop()
        if depth > MAX_DEPTH:
            raise problem(name, locate(""), f"nested more than {MAX_DEPTH} deep")
        if isinstance(value, dict):
            todo.extend((v, depth + 1) for pair in value.items() for v in pair)
        elif isinstance(value, list):
            todo.extend((v, depth + 1) for v in value)
        elif isinstance(value, str) and len(value) > MAX_TEXT:
            raise problem(
                name, locate(""), f"text of {len(value):,} characters", f"at most {MAX_TEXT:,} can stand in one place"
            )
        elif isinstance(value, str) and not value.isprintable():
            mark = next(c for c in value if not c.isprintable())
            raise problem(name, locate(""), f"invisible or control character `U+{ord(mark):04X}`", "take it out")


def shortened(problems: list[Problem], name: str) -> list[Problem]:
    """Return at most a hundred problems, and say how many more there are."""
    if len(problems) <= MAX_PROBLEMS:
        return problems
    return [*problems[:MAX_PROBLEMS], Problem(name, None, f"{len(problems) - MAX_PROBLEMS} more problems")]
