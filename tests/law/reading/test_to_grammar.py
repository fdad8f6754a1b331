"""The forms of the vocabulary become a grammar, and a wrong pattern is told with its line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from comity.law.citation.grammar import CiteError
from comity.law.reading.to_grammar import to_grammar
from comity.law.reading.tree import Tree
from comity.law.reading.vocabulary_files import read_words
from comity.law.reading.vocabulary_model import FormModel, VocabularyModel
from comity.vocabulary.errors import InputError

LAW = Path(__file__).parents[3] / "law"


def test_an_unknown_kind_of_number_is_told_with_the_known_ones() -> None:
    """A hole names a kind of number that the file defines."""
    tree = Tree("law/vocabulary/citations.yaml", "", {})
    words = VocabularyModel(
        numbers={"section": "[0-9]+"},
        forms={"code": FormModel(written=("X. {sektion}",))},
        trees={"citations.yaml": tree},
    )
    with pytest.raises(InputError, match=re.escape("unknown number `sektion`; did you mean `section`?")):
        to_grammar(words)


def test_the_forms_of_the_law_compile() -> None:
    """Every form of the vocabulary becomes a form of the grammar, in the order of the file."""
    words = read_words(LAW)
    assert [form.id for form in to_grammar(words).forms] == list(words.forms)


def test_a_place_brings_its_own_forms(tmp_path: Path) -> None:
    """A cite that no shared form fits parses once a place has a citations.yaml with its form."""
    law = tmp_path / "law"
    shutil.copytree(LAW / "vocabulary", law / "vocabulary")
    (law / "us" / "xx").mkdir(parents=True)
    with pytest.raises(CiteError):
        to_grammar(read_words(law)).parse("X.Q.C. 12-3")
    text = 'forms:\n  example-code:\n    names: {X.Q.C.: []}\n    written: ["{name} {section}"]\n'
    (law / "us" / "xx" / "citations.yaml").write_text(text, encoding="utf-8")
    (part,) = to_grammar(read_words(law)).parse("X.Q.C. 12-3").parts
    assert (part.form, part.values["section"]) == ("example-code", "12-3")
