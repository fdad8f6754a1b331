"""Writes the real law several times over: every State's law again under other names, so that the body grows."""

from __future__ import annotations

import re
import shutil
from itertools import product
from pathlib import Path
from string import ascii_lowercase

LAW = Path(__file__).resolve().parent.parent / "law"
_STATE = re.compile(r"[a-z]{2}")
# A calendar belongs to the vocabulary, which is not copied.
_CALENDAR = r"(?<!calendar: )(?<!calendar=')"


def write(folder: Path, times: int) -> dict[str, str]:
    """Write a law folder with about `times` the provisions of the real one.

    Return every State in it, each with the State whose law it has.
    """
    shutil.copytree(LAW, folder)
    states = sorted(p.name for p in (LAW / "us").iterdir() if p.is_dir() and _STATE.fullmatch(p.name))
    total = provisions(LAW)
    own = sum(provisions(LAW / "us" / s) for s in states)
    found = {state: state for state in states}
    free = (name for pair in product(ascii_lowercase, repeat=2) if (name := "".join(pair)) not in states)
    for _ in range(-(-total * (times - 1) // own)):
        for state in states:
            name = next(free)
            _copied(state, name, folder)
            found[name] = state
    return found


def provisions(folder: Path) -> int:
    """Return the number of provisions written in the files of a folder."""
    texts = (p.read_text(encoding="utf-8") for p in folder.rglob("*.yaml"))
    return sum(len(re.findall(r"^ +modality: ", text, re.MULTILINE)) for text in texts)


def _copied(state: str, name: str, folder: Path) -> None:
    """Write a State's law under another name, with every id and target in it; its facts are there already."""
    named = re.compile(rf"{_CALENDAR}\bus/{state}\b")
    for path in (LAW / "us" / state).rglob("*.yaml"):
        if path.name == "facts.yaml":
            continue
        to = folder / "us" / name / path.relative_to(LAW / "us" / state)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(named.sub(f"us/{name}", path.read_text(encoding="utf-8")), encoding="utf-8")
