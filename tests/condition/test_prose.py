"""A condition in plain words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from tests.condition.test_parse import lookup
from tests.condition.trees import TREES

from comity.condition.parse import parse
from comity.condition.prose import in_words
from comity.condition.tree import ALWAYS, NEVER, Tree
from comity.condition.tree import tests as every_test


def test_what_tests_nothing_has_a_word() -> None:
    """A condition without a test is always or never."""
    assert (in_words(ALWAYS), in_words(NEVER)) == ("always", "never")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("minor", "minor"),
        ("not minor", "not minor"),
        ("minor == 'no'", "minor is no"),
        ("issuer in ['judge', 'clerk']", "issuer is clerk or judge"),
        ("'civil' in purposes", "purposes include civil"),
        ("years <= 5", "years is at most 5"),
        ("years > 5", "years is more than 5"),
        ("minor and (signed or years < 2)", "minor and (signed or years is less than 2)"),
        ("not (minor and signed)", "not (minor and signed)"),
        ("own_rule.notify_release == 'forbids'", "own rule.notify release is forbids"),
        ("use('us/xx:act/warrant')", "warrant"),
    ],
)
def test_says_a_condition_in_words(text: str, words: str) -> None:
    """A desk officer reads no code."""
    assert in_words(parse(text, lookup)) == words


def test_says_a_day_as_a_date() -> None:
    """A day in a condition is shown as people write it."""
    assert "2020-02-29" in in_words(parse("offence_date >= '2020-02-29'", lookup))


@given(TREES)
def test_words_name_every_fact_and_show_no_code(tree: Tree) -> None:
    """Nothing of the condition is left out, brackets match, and no sign of the language is left."""
    words = in_words(tree)
    for test in every_test(tree):
        assert test.fact.replace("_", " ") in words
    assert words.count("(") == words.count(")")
    assert not re.search(r"[=<>\[\]'_]", words)
