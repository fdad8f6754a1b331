"""A form is followed from left to right, and a text that leaves it is told where."""

from __future__ import annotations

from comity.law.citation.form import compiled, follow

NUMBERS = {"whole": "[0-9]{1,4}", "section": "[0-9]{1,4}"}


def test_a_text_that_leaves_the_form_is_told_where_and_what_was_expected() -> None:
    """The pattern that is followed farthest says what is missing."""
    form = compiled("code", ["{title:whole} X.C. {section}"], NUMBERS)
    fit = follow(form, "8 X.C. twelve", 0)
    assert (fit.end, fit.expected) == (7, "a section")


def test_a_name_takes_its_one_spelling() -> None:
    """Another spelling of a name is understood and not kept."""
    form = compiled("code", ["{name} {section}"], NUMBERS, {"X.C.": ["Ex. Code"]})
    assert follow(form, "Ex. Code 12", 0).values == {"name": "X.C.", "section": "12"}
