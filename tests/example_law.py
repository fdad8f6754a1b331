"""A small body of law for tests: the real vocabulary, with instruments and places written where the test stands.

A file's text says only what the test is about. What every file needs besides (a title, sources, who is bound, evidence)
is filled in here, and the whole is written to a folder and read through the one door, as any law is.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any
from unittest.mock import patch

import pytest
import yaml

import comity.law.load as door
import comity.law.reading.to_body as reading
from comity import Law
from comity.law.body import Body
from comity.law.calendar import Calendar
from comity.law.reading.to_words import to_calendars
from comity.vocabulary.errors import Problem

LAW = Path(__file__).parent.parent / "law"
ACTION = "hold_on_detainer"
DAY = "2026-03-02"

READ = (
    "{agencies: all, actions: all, own: read, read: everything, on: 2026-11-24, reaches: 2026-11-24, reviewed_by: none}"
)
NATION = f"""
place: us
name: Example Nation
kind: nation
survey: [{READ}]
"""
STATE = f"""
place: us/xx
name: Exampleland
kind: state
timezone: America/New_York
survey: [{READ}]
"""


def not_yet(why: str) -> pytest.MarkDecorator:
    """Mark what should hold and does not yet. The day it holds, the test fails until this mark is taken off."""
    return pytest.mark.xfail(reason=f"not yet: {why}", strict=True)


def example(folder: Path, *texts: str) -> Law:
    """Return the law that the texts make: the readers find nothing wrong with it."""
    body, problems = read(folder, *texts)
    assert [str(p) for p in problems] == []
    return Law(body)


def read(folder: Path, *texts: str) -> tuple[Body, list[Problem]]:
    """Return what could be read of the law that the texts make, and what is wrong with it."""
    write(folder, *texts)
    with patch.object(reading, "to_calendars", lambda model: calendars_of(repr(model.calendars), model)):
        return door.read_body(folder)


def write(folder: Path, *texts: str) -> None:
    """Write a law folder: the vocabulary, the nation, the state us/xx, and a file for each text."""
    if not (folder / "vocabulary").exists():
        shutil.copytree(LAW / "vocabulary", folder / "vocabulary")
    for text in (NATION, STATE, *texts):
        data = yaml.load(dedent(text), yaml.BaseLoader)  # noqa: S506 - text only, and our own
        path = folder / _where(data)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")


def _where(data: dict[str, Any]) -> str:
    """Return the path of a file in the folder, and fill in what its text leaves out."""
    if "kind" in data and "bill" not in data:
        data.setdefault("name", data["place"])
        return f"{data['place']}/place.yaml"
    place = data.pop("at", "us/xx")
    name = data.get("instrument") or data["bill"]
    data.setdefault("title", name)
    data.setdefault("cite", f"Example {name}")
    data.setdefault("sources", {"s1": {"url": "https://example.org/act", "read": "primary", "on": "2026-11-24"}})
    for provision in data.get("provisions", []):
        provision.setdefault("action", ACTION)
        provision.setdefault("binds", ["jail"])
        provision.setdefault("says", f"The rule {provision['id']}.")
        provision.setdefault("cite", f"Example {name}, {provision['id']}")
        provision.setdefault("evidence", "primary")
    if "bill" in data:
        data.setdefault("kind", "bill")
        data.setdefault("stage", [{"on": "2026-01-05", "stage": "filed"}])
        data.setdefault("sure", "not sure")
        return f"{place}/docket/{name}.yaml"
    data.setdefault("authority", "statute")
    data.setdefault("history", [{"event": "effective", "on": "2000-01-01", "source": "s1", "recorded": "2020-01-01"}])
    return f"{place}/{name}.yaml"


_CALENDARS: dict[str, dict[str, Calendar]] = {}


def calendars_of(key: str, model: Any) -> dict[str, Calendar]:
    """Return the calendars of a vocabulary, worked out once in a test run."""
    if key not in _CALENDARS:
        _CALENDARS[key] = to_calendars(model)
    return _CALENDARS[key]


@cache
def real_body() -> Body:
    """Return the law of this checkout, for what needs its words at import time."""
    return door.load_body(LAW)


def encounter(**more: Any) -> dict[str, Any]:
    """Return an encounter at a jail of us/xx on a day in 2026, with what is given changed."""
    return {"place": "us/xx", "agency": "jail", "on": DAY, "actions": [ACTION], "facts": {}} | more


def answer(law: Law, action: str = ACTION, **more: Any) -> dict[str, Any]:
    """Return the law's answer on one action of such an encounter, as plain data."""
    found: dict[str, Any] = law.decide(encounter(**{"actions": [action], **more}))["actions"][action]
    return found


def roles(found: dict[str, Any]) -> dict[str, str]:
    """Return the role of every reason of an answer, by the short id of its provision."""
    return {r["provision"].rsplit("/", 1)[1]: r["role"] for r in found["reasons"]}
