"""A law file broken in any way gives messages, and nothing else: no crash, no hang.

COMITY_FUZZ sets how many broken files are tried.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from comity.law.reading.instrument_model import InstrumentModel
from comity.law.reading.place_model import PlaceModel
from comity.law.reading.problems import checked
from comity.law.reading.tree import read_file
from comity.law.reading.vocabulary_model import FactsFile
from comity.vocabulary.errors import InputError, Problem

LAW = Path(__file__).resolve().parents[3] / "law"
WHOLE = [(LAW / name).read_bytes() for name in ("us/ma/lunn.yaml", "us/place.yaml", "vocabulary/facts.yaml")]
MODELS: tuple[type[BaseModel], ...] = (InstrumentModel, PlaceModel, FactsFile)
TRIES = int(os.environ.get("COMITY_FUZZ", "1000"))
PIECES = [
    b"[",
    b"]",
    b"{",
    b"}",
    b"- ",
    b"? ",
    b": ",
    b"&a ",
    b"*a",
    b"!!str ",
    b"!",
    b"%",
    b"|\n",
    b">",
    b"'",
    b'"',
    b"\t",
    b"\r",
    b"\n",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"---\n",
    b"...\n",
    b"<<: ",
    b"#",
    b"~",
    b"\\",
    b"yes",
    b"  ",
    b"@",
    b"`",
    b"\xc2\x85",
    b"\xe2\x80\xa8",
    b",",
    b"\xf0\x9f\x98\x80",
]


@st.composite
def broken(draw: st.DrawFn) -> tuple[int, bytes]:
    """Return a law file with some of its bytes taken out, put in, doubled, swapped or cut off."""
    which = draw(st.integers(0, len(WHOLE) - 1))
    data = WHOLE[which]
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 60)))
        put = draw(
            st.one_of(
                st.sampled_from(PIECES),
                st.binary(max_size=6),
                st.builds(lambda p, n: p * n, st.sampled_from(PIECES), st.integers(1, 3000)),
            )
        )
        match draw(st.sampled_from(["in", "out", "over", "double", "cut", "line"])):
            case "in":
                data = data[:start] + put + data[start:]
            case "out":
                data = data[:start] + data[end:]
            case "over":
                data = data[:start] + put + data[end:]
            case "double":
                data = data[:end] + data[start:end] + data[end:]
            case "cut":
                data = data[:start]
            case _:
                lines = data.split(b"\n")
                at = draw(st.integers(0, len(lines) - 1))
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
                data = b"\n".join(lines)
    return which, data


def problems_of(model: type[BaseModel], data: bytes) -> list[Problem]:
    """Return what is wrong with a file, or nothing where it can be read."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        try:
            checked(model, read_file(Path(file.name), "act.yaml"))
        except InputError as error:
            return error.problems or [Problem("nobody says what is wrong", None, "")]
    return []


def timed(model: type[BaseModel], data: bytes) -> tuple[list[Problem], float]:
    """Return what is wrong with a file, and the seconds of processor time it took to say so."""
    started = time.process_time()
    return problems_of(model, data), time.process_time() - started


@pytest.mark.slow
@settings(max_examples=TRIES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(broken())
def test_a_broken_file_gives_messages_and_nothing_else(case: tuple[int, bytes]) -> None:
    """Every broken file is read or refused with problems that name it, within a second."""
    which, data = case
    problems, spent = timed(MODELS[which], data)
    # A pause of the collector is not the reader's: what is slow is slow again.
    assert spent < 1 or timed(MODELS[which], data)[1] < 1
    last = data.count(b"\n") + data.count(b"\r") + 1
    for problem in problems:
        assert str(problem).startswith("act.yaml")
        assert "\n" not in str(problem)
        assert problem.line is None or 1 <= problem.line <= last


@settings(max_examples=max(1, TRIES // 5), deadline=None, database=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_tree_or_messages(text: str) -> None:
    """Text that was never a law file is read or refused too."""
    problems_of(InstrumentModel, text.encode("utf-8", "surrogatepass"))
