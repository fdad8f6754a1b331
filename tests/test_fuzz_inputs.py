"""Readers of encounters, conditions and logs on mutated input: a message, never a crash, never a hang."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path
from typing import Any

import pytest

from comity.audit.importers import read, words_of
from comity.cli.encounters import read_given
from comity.condition.parse import ConditionError, parse
from comity.condition.tree import Tree
from comity.engine.encounter import read_encounter
from comity.law.body import Body
from comity.vocabulary.errors import InputError
from comity.vocabulary.fact import Fact

FACILITIES = Path(__file__).parent.parent / "law" / "facilities"
COUNT = int(os.environ.get("COMITY_FUZZ", "1000"))
SLOWEST = 1.0
ENCOUNTER = {
    "place": "us/ma/boston",
    "agency": "police_municipal",
    "on": "2026-02-10",
    "facts": {"request_form": "I-247A", "release_due": True, "purposes": ["civil_immigration"], "minor": "unknown"},
    "papers": [{"form": "I-247A"}, {"form": "I-200", "issuer": "immigration_officer"}],
    "convictions": {"items": [{"offence": "assault", "as": "felony", "date": "2019-02-28"}], "complete": "no"},
    "moments": {"request_at": "2026-02-10T02:40-05:00"},
    "actions": ["hold_on_detainer"],
}
CONDITION = "release_due and not (agreement_in_force or paper_issuer in ['state_judge', 'nobody']) and minor"
LOG = (
    "place,agency,on,request_form,release_due,did_hold_on_detainer,request_at\n"
    "us/ma/boston,police_municipal,2025-02-10,I-247A,yes,false,2025-02-10T02:40-05:00\n"
    "us/ma,court,2025-06-02,,no,,\n"
)
PIECES = (
    "\x00",
    "\ufeff",
    "{",
    "[" * 50,
    '"',
    ",",
    "\n",
    "é",
    "\u202e",
    "null",
    "9" * 40,
    "-",
    "not " * 9,
    "(",
    "'",
    "\\",
    "\r",
    "1e999",
    "a" * 5000,
)


def mutated(rng: random.Random, text: str) -> str:
    """Return the text with one to four cuts, copies, swaps or insertions."""
    for _ in range(rng.randint(1, 4)):
        a, b = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
        match rng.randrange(5):
            case 0:
                text = text[:a] + text[b:]
            case 1:
                text = text[:a] + rng.choice(PIECES) + text[a:]
            case 2:
                text = text[:b] + text[a:b][:200] + text[b:]
            case 3:
                text = text[:a] + chr(rng.randrange(1, 0x3000)) + text[a + 1 :]
            case _:
                text = text[:a]
    return text or " "


def said(error: Exception) -> None:
    """Hold that a refusal says something."""
    assert str(error).strip()


def in_time(run: Any) -> None:  # what each reader does is its own
    start = time.process_time()
    run()
    assert time.process_time() - start < SLOWEST


@pytest.mark.slow
def test_fuzz_encounters_as_text_end_in_an_answer_or_a_message(body: Body) -> None:
    """JSON that was cut, doubled or scrambled is read, or refused with a message."""
    rng = random.Random(1)
    text = json.dumps(ENCOUNTER)

    def one() -> None:
        try:
            for item in read_given(mutated(rng, text).encode("utf-8", "surrogatepass"), "fuzz.json").items:
                read_encounter(item.data, body)
        except InputError as error:
            said(error)

    for _ in range(COUNT):
        in_time(one)


@pytest.mark.slow
def test_fuzz_encounters_as_data_end_in_an_answer_or_a_message(body: Body) -> None:
    """Values of the wrong shape anywhere in an encounter are refused with a message."""
    rng = random.Random(2)
    wrong: tuple[Any, ...] = (
        None,
        0,
        -1,
        1.5,
        True,
        "",
        "x" * 200,
        [],
        {},
        [[]],
        {"a": {}},
        "2026-13-40",
        ["a", "a"],
        float("nan"),
    )

    def one() -> None:
        data: dict[str, Any] = json.loads(json.dumps(ENCOUNTER))
        for _ in range(rng.randint(1, 3)):
            target: Any = data
            for _ in range(rng.randint(0, 2)):
                inner = [
                    v
                    for v in (target.values() if isinstance(target, dict) else target)
                    if isinstance(v, dict | list) and v
                ]
                target = rng.choice(inner) if inner else target
            key = rng.choice(list(target)) if isinstance(target, dict) else rng.randrange(len(target))
            target[key] = rng.choice(wrong)
        try:
            read_encounter(data, body)
        except InputError as error:
            said(error)

    for _ in range(COUNT):
        in_time(one)


@pytest.mark.slow
def test_fuzz_conditions_are_read_or_refused(body: Body) -> None:
    """A scrambled condition is a tree or a message."""
    rng = random.Random(3)

    def lookup(name: str) -> Fact | Tree:
        if name not in body.facts:
            raise ConditionError(f"unknown fact `{name[:60]}`")
        return body.facts[name]

    def one() -> None:
        try:
            parse(mutated(rng, CONDITION), lookup)
        except ConditionError as error:
            said(error)

    for _ in range(COUNT):
        in_time(one)


@pytest.mark.slow
def test_fuzz_logs_account_for_every_row_or_are_refused(body: Body, tmp_path: Path) -> None:
    """A scrambled log is read with every row accounted for, or refused with a message."""
    rng = random.Random(4)
    words, path = words_of(body.words), tmp_path / "log.csv"

    def one() -> None:
        raw = mutated(rng, LOG).encode("utf-8", "surrogatepass")
        if rng.random() < 0.1:
            raw = bytes(rng.randrange(256) if rng.random() < 0.05 else b for b in raw)
        path.write_bytes(raw)
        try:
            found = read(path, words, FACILITIES)
        except InputError as error:
            said(error)
        else:
            assert found.rows_accounted() == found.rows_in

    for _ in range(COUNT):
        in_time(one)
