"""The grammar reads the gold set as it was keyed by hand, save what is listed here with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from comity.law.citation.grammar import CiteError, Grammar
from comity.law.reading.to_grammar import to_grammar
from comity.law.reading.vocabulary_files import read_words

GOLD = Path(__file__).with_name("gold.yaml")
LAW = Path(__file__).parents[3] / "law"
# Not read as keyed, and why.
MISSES = {"§ 67.307.2, RSMo": "the name stands after the section"}
# A code of each state and the District, under the name that the grammar keeps.
CODES = """
Ala. Code|Alaska Stat.|A.R.S.|Ark. Code|Cal. Gov. Code|C.R.S.|C.G.S.|Del. C.|D.C. Code|F.S.|O.C.G.A.|HRS|Idaho Code|ILCS
|Ind. Code|Iowa Code|K.S.A.|KRS|La. R.S.
|M.R.S.|Md. Crim. Proc.|G.L. c.|MCL|Minn. Stat.|Miss. Code|RSMo|MCA|Neb. Rev. Stat.
|NRS|RSA|N.J.S.A.|NMSA|N.Y. Exec. Law|G.S.|N.D.C.C.|Ohio R.C.|O.S.|ORS|Pa.C.S.|R.I. Gen. Laws|S.C. Code|SDCL|T.C.A.
|Tex. Gov. Code|Utah Code|V.S.A.|Va. Code|RCW|W. Va. Code|Wis. Stat.|W.S.
""".replace("\n", "").split("|")


@pytest.fixture(scope="module", name="gold")
def _gold() -> list[dict[str, Any]]:
    text = GOLD.read_text(encoding="utf-8")
    return yaml.load(text, yaml.BaseLoader)  # type: ignore[no-any-return] # noqa: S506 - text only, and our own


@pytest.fixture(scope="module", name="grammar")
def _grammar() -> Grammar:
    return to_grammar(read_words(LAW))


def read(text: str, grammar: Grammar) -> list[dict[str, str]]:
    """Return the parts of a citation as the gold set keys them; none where it cannot be read."""
    try:
        parts = grammar.parse(text).parts
    except CiteError:
        return []
    return [{"form": p.form, **p.values, **({"pins": p.pins} if p.pins else {})} for p in parts]


def test_the_set_is_large_enough_and_no_citation_stands_twice(gold: list[dict[str, Any]]) -> None:
    """At least 150, from the law and from practice."""
    texts = [e["text"] for e in gold]
    assert len(set(texts)) == len(texts) >= 150
    assert {e["in"] for e in gold} == {"law", "practice"}


def test_the_set_has_a_code_of_every_jurisdiction(gold: list[dict[str, Any]]) -> None:
    """Fifty states and the District."""
    assert len(set(CODES)) == 51
    assert set(CODES) - {p.get("name") for e in gold for p in e["parts"]} == set()


def test_every_citation_is_read_as_keyed(gold: list[dict[str, Any]], grammar: Grammar) -> None:
    """Form, name, numbers, caption and pins of every part, save the misses that are listed."""
    wrong = {e["text"] for e in gold if read(e["text"], grammar) != e["parts"]}
    assert wrong == set(MISSES)


def test_every_one_that_is_read_has_a_text_that_reads_as_itself(gold: list[dict[str, Any]], grammar: Grammar) -> None:
    """The canonical text of a citation is its own canonical text."""
    for entry in gold:
        canonical = grammar.parse(entry["text"]).canonical
        assert grammar.parse(canonical).canonical == canonical


@pytest.mark.parametrize(
    ("signed", "plain"),
    [
        ("Fla. Stat. § 908.104(1)", "F.S. 908.104(1)"),
        ("Mass. Gen. Laws ch. 258F, § 3", "G.L. c. 258F, s. 3"),
        ("8 U.S.C. §1373", "8 U.S.C. 1373"),
        ("Pub. L. No. 104-208, § 642", "Pub. L. 104-208, s. 642"),
    ],
)
def test_a_section_sign_is_understood_and_not_kept(signed: str, plain: str, grammar: Grammar) -> None:
    """What is written with a section sign reads as what is written without."""
    assert grammar.parse(signed).canonical == grammar.parse(plain).canonical == plain


@pytest.mark.parametrize(
    ("cite", "link"),
    [
        ("Minn. Stat. § 629.34", "https://www.revisor.mn.gov/statutes/cite/629.34"),
        ("RCW 10.93.160(8)", "https://app.leg.wa.gov/RCW/default.aspx?cite=10.93.160"),
        ("8 C.F.R. pt. 287", "https://www.ecfr.gov/current/title-8/part-287"),
    ],
)
def test_a_form_with_a_template_gives_an_address(cite: str, link: str, grammar: Grammar) -> None:
    """Made of the numbers, without the pins."""
    assert grammar.parse(cite).parts[0].link == link


@pytest.mark.parametrize("cite", ["ICE memorandum of 2 June 2016", "Assembly policy of March 2019", "An Act on jails"])
def test_words_that_begin_like_a_name_are_no_citation_of_it(cite: str, grammar: Grammar) -> None:
    """A name ends where its letters end."""
    assert [p.form for p in grammar.parse(cite).parts] == ["named"]
