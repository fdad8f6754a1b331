"""A jurisdiction that nobody thought of needs a folder of its own and no line of Python."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import comity
from comity.analysis.compare import cells, states
from comity.analysis.hypotheticals import run_one
from comity.engine.slices import Slices
from comity.law.checks import check_body
from comity.law.load import read_body

LAW = Path(__file__).parents[2] / "law"
DAY = date(2026, 11, 24)
FILES = {
    "place.yaml": """
place: us/zz
name: Zedland
kind: state
timezone: America/Denver
tile: [0, 6]
survey:
  - {agencies: all, actions: all, own: read, read: a code, on: 2026-11-24, reaches: 2026-11-01, reviewed_by: none}
""",
    "facts.yaml": """
facts:
  moon_is_full: {type: yesno, question: Is the moon full?, cost: 1}
""",
    "lunar-act.yaml": """
instrument: lunar-act
title: Lunar Act
cite: Zed. Stat. 1
authority: statute
history:
  - {event: effective, on: 2020-01-01, source: s1, recorded: 2026-11-24}
sources:
  s1: {url: "https://example.org/zed", read: primary, on: 2026-11-24, note: whole}
provisions:
  - id: no-holds
    action: hold_on_detainer
    modality: must_not
    binds: [sheriff]
    unless: moon_is_full
    says: A sheriff does not hold anyone for a detainer, save at full moon.
    cite: Zed. Stat. 1(a)
    evidence: primary
    source: s1
hypotheticals:
  - {says: The day before., agency: sheriff, on: 2019-12-31, facts: {moon_is_full: no},
     expect: {hold_on_detainer: {presumed: [not_addressed], not_because: [no-holds]}}}
  - {says: The day itself., agency: sheriff, on: 2020-01-01, facts: {moon_is_full: no},
     expect: {hold_on_detainer: {presumed: [prohibited], because: [no-holds]}}}
  - {says: At full moon., agency: sheriff, on: 2026-01-01, facts: {moon_is_full: yes},
     expect: {hold_on_detainer: {presumed: [not_addressed], not_because: [no-holds]}}}
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the law with one folder more."""
    made = tmp_path_factory.mktemp("more") / "law"
    shutil.copytree(LAW, made)
    (made / "us" / "zz").mkdir()
    for name, text in FILES.items():
        (made / "us" / "zz" / name).write_text(text.lstrip(), encoding="utf-8")
    return made


def test_it_is_read_checked_and_decided_like_the_others(folder: Path) -> None:
    """Its own fact is asked, and its rule is the reason."""
    body, unread = read_body(folder)
    assert unread == []
    assert list(check_body(body)) == []
    (own,) = (i for i in body.all_instruments if i.place == "us/zz")
    assert run_one(own, Slices(body))[0] == []
    law = comity.load(folder)
    given = {"place": "us/zz", "agency": "sheriff", "on": "2026-01-01", "facts": {}}
    answer = law.decide({**given, "actions": ["hold_on_detainer"]})["actions"]["hold_on_detainer"]
    assert answer["presumed"]["outcomes"] == ["not_addressed", "prohibited"]
    assert "us/zz:lunar-act/no-holds" in [r["provision"] for r in answer["reasons"]]
    assert "Is the moon full?" in [q["question"] for q in answer["ask"]]


def test_it_is_a_row_of_every_comparison(folder: Path) -> None:
    """Beside those that were there before, which come out as before."""
    more, before = comity.load(folder), comity.load(LAW)
    assert set(states(more.body)) == {*states(before.body), "us/zz"}
    old, new = (
        {c.place: c.posture.key for c in cells(law.slices, states(law.body), ["sheriff"], ["hold_on_detainer"], day)}
        for law, day in ((before, DAY), (more, DAY))
    )
    assert new == old | {"us/zz": "forbids_if"}
