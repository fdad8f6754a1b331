"""A PDF is tagged, the same bytes every time, in our own typefaces, and a template that does not fit is told."""

from __future__ import annotations

from datetime import date

import pytest

from comity.reports.pdf import to_pdf, to_png

PAGE = """#let d = json(bytes(sys.inputs.data))
#set document(title: d.title)
#set text(lang: "en", font: ("Noto Sans", "DejaVu Sans Mono"))
= #d.title
#text(font: "Noto Serif")[Quoted *words*] #d.shape
"""
DATA = {"title": "Example Act", "shape": "▲"}


def test_the_same_input_makes_the_same_bytes() -> None:
    """Neither the time nor the machine is in the file; the day that is given is."""
    assert to_pdf(PAGE, DATA) == to_pdf(PAGE, DATA)
    assert to_pdf(PAGE, DATA, date(2026, 11, 24)) != to_pdf(PAGE, DATA)
    assert b"D:20261124000000" in to_pdf(PAGE, DATA, date(2026, 11, 24))


def test_the_file_is_made_for_screen_readers() -> None:
    """It says that it follows PDF/UA-1, has a structure tree, a language and a title."""
    made = to_pdf(PAGE, DATA)
    assert made.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in made
    assert b"/StructTreeRoot" in made
    assert b"/Lang" in made


def test_only_our_typefaces_are_embedded() -> None:
    """The two that come as packages and the monospaced one of Typst, whatever the machine has."""
    names = to_pdf(PAGE, DATA)
    assert b"NotoSans" in names
    assert b"NotoSerif" in names


def test_a_page_without_a_title_is_refused() -> None:
    """A file that a screen reader could not announce is no file of ours."""
    with pytest.raises(ValueError, match="makes no PDF"):
        to_pdf("= Heading", {})


def test_data_that_the_template_does_not_find_is_told() -> None:
    """The message is that of the template's language, so that the missing word is named."""
    with pytest.raises(ValueError, match="title"):
        to_pdf(PAGE, {"shape": "x"})


def test_words_of_data_are_never_taken_for_a_template() -> None:
    """Markup in data comes out as text."""
    hostile = {"title": "#panic() *x* $y$ @z", "shape": "<a>"}
    assert to_pdf(PAGE, hostile).startswith(b"%PDF-")


def test_the_pages_come_as_pictures_too() -> None:
    """One picture a page, for a look at them."""
    assert [page[:4] for page in to_png(PAGE, DATA)] == [b"\x89PNG"]
