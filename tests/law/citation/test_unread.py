"""Citations that cannot be read are told with their file and line; those of the law can all be read."""

from __future__ import annotations

from pathlib import Path

from tests.example_law import LAW, example, real_body

from comity.law.citation.unread import unread_cites
from comity.law.reading.to_grammar import to_grammar
from comity.law.reading.vocabulary_files import read_words

TEXT = """
instrument: act
provisions:
  - {id: good, modality: must, cite: "8 U.S.C. 1373"}
  - {id: bad, modality: must, cite: "8 U.S.C. x"}
"""


def test_every_citation_of_the_law_can_be_read() -> None:
    """Of provisions, bills and suits."""
    assert unread_cites(real_body(), to_grammar(read_words(LAW))) == {}


def test_one_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    """The file, the line, the position in the citation, and where a form is added."""
    body = example(tmp_path, TEXT).body
    grammar = to_grammar(read_words(tmp_path))
    found = unread_cites(body, grammar)
    assert list(found) == ["us/xx:act/bad"]
    assert str(found["us/xx:act/bad"]).startswith(f"{body.provisions['us/xx:act/bad'].path}:")
    assert "cannot be read at position 9" in str(found["us/xx:act/bad"])
    assert unread_cites(body, grammar, "us/xx/some-town") == {}
