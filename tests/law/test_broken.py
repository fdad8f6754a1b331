"""Broken law: one file per mistake, and what a lawyer is told of it.

Each file of the folder says in its first line what is wrong with it, and under `says:` the words of the messages.
No message may say anything else: a mistake must not drown in what follows from it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.example_law import not_yet, read

from comity.analysis.checks import check_law

BROKEN = Path(__file__).parent / "broken"
FILES = sorted(BROKEN.glob("*.yaml"))
GOOD = """
instrument: no-power
authority: decision
history: [{event: effective, on: 2017-07-24, source: s1, recorded: 2026-11-24}]
provisions:
  - {id: no-power, modality: lacks_power}
hypotheticals:
  - {says: Before., agency: jail, on: 2017-07-23, expect: {hold_on_detainer: {outcomes: [not_addressed],
      not_because: [no-power]}}}
  - {says: After., agency: jail, on: 2017-07-24, expect: {hold_on_detainer: {outcomes: [prohibited],
      because: [no-power]}}}
"""


def cases() -> list[Any]:
    """Return the broken files, each marked that says under `not yet:` why it is not refused as it should be."""
    found = []
    for path in FILES:
        why = re.search(r"^# not yet: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        found.append(pytest.param(path, id=path.stem, marks=[not_yet(why[1])] if why else []))
    return found


def put(folder: Path, path: Path) -> None:
    """Lay a broken file where a file of its kind lies."""
    text = path.read_text(encoding="utf-8")
    state = folder / "us" / "xx"
    places = {"bill": state / "docket" / path.name, "place": state / path.stem / "place.yaml"}
    first = re.search(r"^(instrument|bill|place):", text, re.MULTILINE)
    assert first is not None
    target = places.get(first[1], state / path.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, target)


def told(folder: Path, *paths: Path) -> list[str]:
    """Return every message on a folder of good law with broken files in it."""
    read(folder, GOOD)
    for path in paths:
        put(folder, path)
    body, unread = read(folder)
    return [str(p) for p in check_law(body, unread).problems]


def expected(path: Path) -> list[str]:
    return re.findall(r"^# says: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_good_law_around_them_has_nothing_wrong(tmp_path: Path) -> None:
    """What the broken files are laid beside passes every check."""
    assert told(tmp_path) == []


@pytest.mark.parametrize("path", cases())
def test_a_mistake_is_told_and_nothing_else_is(tmp_path: Path, path: Path) -> None:
    """Every message that the file announces comes, with file and line, and no other does."""
    messages, wanted = told(tmp_path, path), expected(path)
    assert wanted
    assert [w for w in wanted if not any(w in m for m in messages)] == []
    assert [m for m in messages if not any(w in m for w in wanted)] == []
    for message in messages:
        where = message.split(": ", 1)[0]
        assert path.stem in where
        assert re.search(r":\d+$", where) or "touches" in message


def test_the_mistakes_of_several_files_are_told_together(tmp_path: Path) -> None:
    """One run, all messages, in the order of files."""
    chosen = [BROKEN / f"{n}.yaml" for n in ("edge-to-nothing", "unknown-agency", "unread-primary")]
    messages = told(tmp_path, *chosen)
    assert [m.split(".yaml", 1)[0].rsplit("/", 1)[1] for m in messages] == [
        "edge-to-nothing",
        "unknown-agency",
        "unread-primary",
    ]


def test_every_broken_file_says_what_is_wrong_with_it() -> None:
    """The first line is a sentence, and the file is YAML but for those that are broken as such."""
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert re.match(r"# [A-Z].+\.\n# says: ", text), path.name
        if path.stem != "torn":
            data: Any = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - text only, and our own
            assert isinstance(data, dict)
