"""Words of a law file: its own names first, then the vocabulary, then another file's by full id."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.condition.tree import Not
from comity.condition.tree import Test as Compare
from comity.law.reading.scope import Checker, Names, filter_problems
from comity.law.reading.to_words import to_words
from comity.law.reading.tree import read_tree
from comity.law.reading.vocabulary_files import read_words
from comity.vocabulary.errors import Problem
from comity.vocabulary.fact import Fact, Kind
from comity.vocabulary.words import Words

LAW = Path(__file__).parents[3] / "law"


@pytest.fixture(scope="module")
def words() -> Words:
    return to_words(read_words(LAW))


@pytest.fixture
def checker(words: Words) -> Checker:
    names = Names(
        definitions={
            "us/xx:act/gate": "release_due and not minor",
            "us/xx:act/loop": "loop",
            "us/yy:other/gate": "minor",
        },
        derived={"us/xx:act/warrant": Fact("us/xx:act/warrant", Kind.YESNO)},
        points={"us/xx:act/valid": Fact("reading:us/xx:act/valid", Kind.CHOICE, ("yes", "no"), asked=False)},
    )
    return Checker(words, read_tree("a: b\n", "act.yaml"), "us/xx:act", names, [])


def test_no_condition_never_holds_and_is_no_problem(checker: Checker) -> None:
    """A provision without `unless` has nothing that lifts it."""
    assert not any([checker.problems, getattr(checker.condition(None, ("when",)), "parts", None)])


def test_a_definition_is_replaced_by_what_it_says(checker: Checker) -> None:
    """The tree of a definition stands where its name stood."""
    assert Compare("minor", "in", ("yes",)) in [getattr(p, "part", p) for p in checker.condition("gate", ()).parts]  # type: ignore[union-attr]


def test_derived_facts_and_points_are_known_by_short_and_full_name(checker: Checker) -> None:
    """Inside its file a short name is enough; from elsewhere the full id is."""
    assert checker.condition("warrant", ()) == checker.condition("use('us/xx:act/warrant')", ())
    assert checker.condition("reading('valid') == 'yes'", ()) == checker.condition(
        "reading('us/xx:act/valid') == 'yes'", ()
    )
    assert checker.condition("not use('us/yy:other/gate')", ()) == Not(Compare("minor", "in", ("yes",)))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("relese_due", "did you mean `release_due`?"),
        ("loop", "refers to itself"),
        ("use('us/xx:act/gat')", "did you mean `us/xx:act/gate`?"),
        ("reading('valed') == 'yes'", "unknown open point `valed`"),
    ],
)
def test_an_unknown_word_is_a_problem_with_the_nearest_one(checker: Checker, text: str, key: str) -> None:
    """Reading goes on after it, so that every problem of a file is told at once."""
    checker.condition(text, ("a",))
    assert [type(p) for p in checker.problems] == [Problem]
    assert key in str(checker.problems[0])
    assert checker.problems[0].line == 1


def test_status_is_a_word_that_stays_open(checker: Checker) -> None:
    """A rule may turn on status; nobody is asked it."""
    assert checker.condition("status == 'any'", ()) == Compare("status", "in", ("any",))
    assert not checker.problems


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("offence == 'x' and class_ == 'felony'", None),
        ("ofence == 'x'", "unknown field `ofence`"),
        ("offence in listd", "did you mean `listed`?"),
        ("class_ == 'felny'", "did you mean `felony`?"),
        ("offence + 1", "not in the language of filters"),
    ],
)
def test_filters_are_checked_against_fields_values_and_tables(words: Words, text: str, key: str | None) -> None:
    """A filter tests one field of a record at a time."""
    found = filter_problems(text, words.lists["convictions"], ["listed"])
    assert [key is not None and key in f for f in found] == ([] if key is None else [True])
