"""Citations are read into parts by the forms of the vocabulary, and what cannot be read is told with its place."""

from __future__ import annotations

import contextlib
import random
import time
from pathlib import Path

import pytest

from comity.law.citation.grammar import NAMED, CiteError, Grammar
from comity.law.reading.to_grammar import to_grammar
from comity.law.reading.vocabulary_files import read_words

LAW = Path(__file__).parents[3] / "law"
SLOWEST = 0.05
WRITTEN = (
    ("8 U.S.C. § 1373(a)-(c); 8 USC 1644", "8 U.S.C. 1373(a)-(c); 8 U.S.C. 1644"),
    ("M.G.L. c. 278, s. 29D", "G.L. c. 278, s. 29D"),
    ("8 C.F.R. 287.7(d), as amended", "8 CFR 287.7(d) (as amended)"),
    ("RCW 10.93.160(8); 43.17.420(1), (5)", "RCW 10.93.160(8); 43.17.420(1), (5)"),
    ("T.C.A. 7-68-102 (sixth limb), 7-68-103", "T.C.A. 7-68-102 (sixth limb); T.C.A. 7-68-103"),
    (
        "Arizona v. United States, 567 U.S. 387, 407-410 (2012)",
        "Arizona v. United States, 567 U.S. 387, 407-410 (2012)",
    ),
    (
        "C.G.S. 54-192h(b)(1)(A) as amended by P.A. 25-29; G.S. 162-62(a), as it stood",
        "C.G.S. 54-192h(b)(1)(A) (as amended by P.A. 25-29); G.S. 162-62(a) (as it stood)",
    ),
)


@pytest.fixture(scope="module", name="grammar")
def _grammar() -> Grammar:
    return to_grammar(read_words(LAW))


@pytest.mark.parametrize(("cite", "one"), WRITTEN)
def test_several_spellings_are_normalised_to_one_which_reads_as_itself(grammar: Grammar, cite: str, one: str) -> None:
    """The canonical text is the same however a cite is spelled, and is its own canonical text."""
    assert grammar.parse(cite).canonical == one
    assert grammar.parse(one).canonical == one


def test_a_link_is_made_from_the_parts(grammar: Grammar) -> None:
    """A section of the federal code has a public address; a state's code without a template has none."""
    federal, state = grammar.parse("8 U.S.C. 1373(a); ORS 181A.820").parts
    assert (federal.link, state.link) == ("https://www.law.cornell.edu/uscode/text/8/1373", "")


def test_a_description_in_words_is_told_apart(grammar: Grammar) -> None:
    """A policy by its name is `named`, with its note in brackets beside it."""
    (part,) = grammar.parse("State Police policy of 2 June 2016 (not read)").parts
    assert (part.form, part.notes) == (NAMED, ("not read",))


@pytest.mark.parametrize(
    ("cite", "position", "expected"),
    [("8 U.S.C. x", 9, "a plain"), ("RCW x", 4, "a section"), ("ORS 181A.820 §", 12, "a subsection")],
)
def test_what_cannot_be_read_is_told_with_position_and_what_was_expected(
    grammar: Grammar, cite: str, position: int, expected: str
) -> None:
    """A slip after an abbreviation is no description in words."""
    with pytest.raises(CiteError) as error:
        grammar.parse(cite)
    assert error.value.position == position
    assert error.value.expected.startswith(expected)


def test_mutated_cites_are_read_or_refused_in_bounded_time(grammar: Grammar) -> None:
    """None takes long, and what is read all the same has a canonical text that reads as itself."""
    chance = random.Random(7)
    slowest, read = 0.0, list[str]()
    for _ in range(2000):
        text = list(chance.choice(WRITTEN)[0])
        for _ in range(3):
            at = chance.randrange(len(text))
            text[at] = chance.choice(("", text[at] * 2, *"(),;. A1-"))
            text = list("".join(text)) or ["x"]
        began = time.process_time()
        with contextlib.suppress(CiteError):
            read.append(grammar.parse("".join(text)).canonical)
        slowest = max(slowest, time.process_time() - began)
    assert slowest < SLOWEST
    assert [one for one in read if grammar.parse(one).canonical != one] == []
