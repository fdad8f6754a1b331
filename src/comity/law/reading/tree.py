"""Law files read as text: the tree of a file, and the line on which each part of it stands.

A reader would expect `yes`, `1.10` or `2026-11-24` to become something else; here every scalar stays the text that was
written. Anchors, aliases, tags, repeated keys and second documents are refused, all of a file's problems at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from comity.vocabulary.errors import InputError, Problem, problem

Node: TypeAlias = "str | list[Node] | dict[str, Node]"
Where: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_TEXT = 20_000
MAX_PROBLEMS = 100
_MAX_OPEN_BRACKETS = 500
_TOO_DEEP = f"nested more than {MAX_DEPTH} deep"

# What no line of law needs: controls, odd line ends, invisible marks and marks that turn the direction of writing.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Tree:
    r"""One file: its path as shown in messages, its plain data, and the line of every part.

    >>> tree = read_tree("provisions:\n  - id: one\n    when: minor\n", "act.yaml")
    >>> tree.data, tree.line(("provisions", 0, "when"))
    ({'provisions': [{'id': 'one', 'when': 'minor'}]}, 3)
    """

    path: str
    data: Node
    lines: dict[Where, int]

    def line(self, where: Where) -> int:
        """Return the line of a part, or of the nearest part around it that has one."""
        for end in range(len(where), 0, -1):
            if where[:end] in self.lines:
                return self.lines[where[:end]]
        return self.lines.get((), 1)


class _StoppedError(Exception):
    """Nothing after this place can be read."""


def read_file(path: Path, shown: str | None = None) -> Tree:
    """Return the tree of a file. `shown` is the path used in messages. Raise InputError with all that is wrong."""
    name = str(path) if shown is None else shown
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise problem(name, None, f"cannot be read: {reason}") from None
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise problem(name, line, f"byte `0x{data[error.start]:02x}` is not UTF-8", "save the file as UTF-8") from None
    return read_tree(text, name)


def read_tree(text: str, path: str) -> Tree:
    """Return the tree of a text. Raise InputError with all that is wrong.

    >>> read_tree("cite: 1.10", "act.yaml").data
    {'cite': '1.10'}
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise _too_large(path)
    unseen = [_unseen(path, text.count("\n", 0, found.start()) + 1, found) for found in _first(_UNSEEN.finditer(text))]
    if unseen:
        raise InputError(unseen)
    deep = _bracket_line(text)
    if deep is not None:
        raise problem(path, deep, _TOO_DEEP, "too many brackets are open")
    events = yaml.parse(text, Loader=yaml.CLoader)
    reading = _Reading(path, text, events)
    data = reading.document()
    if reading.problems:
        raise InputError(reading.problems)
    return Tree(path, data, reading.lines)


def _first(found: Iterator[re.Match[str]], most: int = 5) -> Iterator[re.Match[str]]:
    for match, _ in zip(found, range(most), strict=False):
        yield match


def _unseen(path: str, line: int | None, found: re.Match[str]) -> Problem:
    return Problem(path, line, f"invisible or control character `U+{ord(found[0]):04X}`", "take it out")


def _too_large(path: str) -> InputError:
    return problem(path, None, f"larger than {MAX_BYTES // 1_000_000} MB", "split it by part of the instrument")


def _bracket_line(text: str) -> int | None:
    """Return the line where far too many brackets stand open, counted without regard to quotes, or None."""
    if text.count("[") + text.count("{") <= _MAX_OPEN_BRACKETS:
        return None
    depth = 0
    for found in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if found[0] in "[{" else max(0, depth - 1)
        if depth > _MAX_OPEN_BRACKETS:
            return text.count("\n", 0, found.start()) + 1
    return None


@dataclass(slots=True)
class _Reading:
    """The walk over the events of one text."""

    path: str
    text: str
    events: Iterator[yaml.Event]
    lines: dict[Where, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(self, line: int | None, what: str, hint: str = "") -> None:
        """Keep a problem; stop where there are too many to be of use. Nothing lies behind the last line."""
        line = None if line is None else min(line, self.text.count("\n") + 1)
        self.problems.append(Problem(self.path, line, what, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StoppedError

    def document(self) -> Node:
        """Return the data of the one document; what cannot be read is among the problems."""
        data: Node = ""
        documents = 0
        try:
            for event in self.events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    self._start(event, documents)
                elif isinstance(event, yaml.NodeEvent):
                    data = self.node(event, ())
        except yaml.YAMLError as error:
            self._unreadable(error)
        except _StoppedError:
            pass
        else:
            if not documents:
                self.problems.append(Problem(self.path, 1, "the file is empty"))
        return data

    def _start(self, event: yaml.DocumentStartEvent, documents: int) -> None:
        line = _line(event)
        if documents > 1:
            self.note(line, "second document in one file", "take out the line `---` or make it a file of its own")
            raise _StoppedError
        if event.tags or event.version:
            self.note(line, "a line that starts with `%` has no place in a law file")

    def _unreadable(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = None if mark is None else min(int(mark.line), self.text.count("\n")) + 1
        what = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not readable").lower()
        opened = getattr(error, "context_mark", None)
        since = f", {getattr(error, 'context', '')} from line {opened.line + 1}" if opened else ""
        here = "" if line is None else self.text.split("\n", line)[line - 1]
        hint = "indent with spaces, not tabs" if "\t" in here else ""
        if not hint and "unexpected end" in what:
            hint = "is the file cut short?"
        self.problems.append(Problem(self.path, line, f"cannot be read as YAML: {what}{since}", hint))

    def node(self, event: yaml.NodeEvent, at: Where) -> Node:
        """Return the node that starts with an event, and note what is wrong in it."""
        line = _line(event)
        self.lines.setdefault(at, line)
        if isinstance(event, yaml.AliasEvent):
            self.note(line, f"alias `*{event.anchor}`", "write the thing out; aliases are not used in law files")
            return ""
        if event.anchor:
            self.note(line, f"anchor `&{event.anchor}`", "take it out, or put a value that starts with `&` in quotes")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            self.note(line, f"tag `{_short(event.tag)}`", "take it out, or put a value that starts with `!` in quotes")
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event, at, line)
        if len(at) >= MAX_DEPTH:
            self.note(line, _TOO_DEEP)
            raise _StoppedError
        return self._mapping(at) if isinstance(event, yaml.MappingStartEvent) else self._list(at)

    def _text(self, event: yaml.ScalarEvent, at: Where, line: int) -> str:
        value: str = event.value
        if len(value) > MAX_TEXT:
            self.note(line, f"text of {len(value):,} characters", f"at most {MAX_TEXT:,} can stand in one place")
            return ""
        unseen = _UNSEEN.search(value)
        if unseen:
            self.problems.append(_unseen(self.path, line, unseen))
        if not event.style and value in {"", "~"} and not event.tag:
            name = f"`{_short(str(at[-1]))}`" if at and isinstance(at[-1], str) else "this entry"
            self.note(self.lines[at] if at else line, f"nothing stands at {name}", "leave it out, or write its value")
        return value

    def _list(self, at: Where) -> Node:
        items: list[Node] = []
        for event in self._until(yaml.SequenceEndEvent):
            items.append(self.node(event, (*at, len(items))))
        return items

    def _mapping(self, at: Where) -> Node:
        found: dict[str, Node] = {}
        for event in self._until(yaml.MappingEndEvent):
            line = _line(event)
            if isinstance(event, yaml.ScalarEvent) and event.value and len(event.value) <= MAX_TEXT:
                key = event.value
            else:
                self.note(line, "a key has to be a word", "put a word that starts with `*`, `&`, `[` or `{` in quotes")
                key = ""
            if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and (event.anchor or event.tag):
                self.note(line, f"anchor or tag at the key `{_short(key)}`", "take it out")
            if key == "" and not isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
                self.node(event, (*at, ""))
            where = (*at, key)
            if key in found:
                self.note(line, f"repeated key `{_short(key)}`", f"it stands on line {self.lines[where]} already")
            else:
                self.lines[where] = line
            value = self.node(next(self._until(None)), where)
            found.setdefault(key, value)
        return found

    def _until(self, end: type[yaml.Event] | None) -> Iterator[yaml.NodeEvent]:
        for event in self.events:
            if end is not None and isinstance(event, end):
                return
            assert isinstance(event, yaml.NodeEvent)  # noqa: S101 - no other event occurs inside a node
            yield event


def _line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else int(event.start_mark.line) + 1


def _short(word: str) -> str:
    line = " ".join(word.split())
    return line if len(line) <= 60 else line[:60] + "…"
