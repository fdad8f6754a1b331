"""The language of conditions: what is in it, what is not, and what a wrong word is told."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.condition.trees import FACTS, SITUATIONS, TREES, as_text, true

from comity.condition.parse import LONGEST, ConditionError, parse
from comity.condition.tree import All, Not, Tree, holds
from comity.condition.tree import Any as AnyOf
from comity.condition.tree import Test as OneTest
from comity.condition.tree import tests as every_test
from comity.vocabulary.errors import nearest
from comity.vocabulary.fact import Fact, Kind

DEFINED = AnyOf((OneTest("minor", "in", ("yes",)), OneTest("signed", "in", ("yes",))))
EXTRA = {
    "own_rule.notify_release": Fact("own_rule.notify_release", Kind.CHOICE, ("silent", "forbids")),
    "reading:validity": Fact("reading:validity", Kind.CHOICE, ("valid", "invalid")),
    "use:us/xx:act/warrant": Fact("us/xx:act/warrant", Kind.YESNO),
    "request_at": Fact("request_at", Kind.MOMENT),
}


def lookup(name: str) -> Fact | Tree:
    if name == "defined":
        return DEFINED
    if name in FACTS or name in EXTRA:
        return FACTS.get(name) or EXTRA[name]
    raise ConditionError(f"unknown fact `{name}`; {nearest(name, FACTS)}")


def yes(fact: str) -> OneTest:
    return OneTest(fact, "in", ("yes",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "minor and",
        "minor or or signed",
        "minor = 'yes'",
        "minor; signed",
        "minor if signed else minor",
        "lambda: minor",
        "(x := minor)",
        "__import__('os').system('true')",
        "minor.__class__",
        "open('x')",
        "use(minor)",
        "reading('validity', 'x') == 'valid'",
        "reading(point='validity') == 'valid'",
        "years + 1 < 5",
        "-years < 5",
        "1 < years < 5",
        "5 > years",
        "years == years",
        "issuer == ['officer', signed]",
        "issuer in []",
        "issuer == None",
        "minor == True",
        "years < 5.5",
        "f'{minor}'",
        "minor[0]",
        "[minor]",
        "{'a': 1}",
        "*minor",
        "minor is signed",
        "'civil' in ['civil']",
        "print",
        "yes",
        "minor\x00",
    ],
)
def test_refuses_what_is_not_in_the_language(text: str) -> None:
    """Nothing that could be run, reckoned or compared with another fact is a condition."""
    with pytest.raises(ConditionError):
        parse(text, lookup)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("minro", "unknown fact `minro`; did you mean `minor`?"),
        ("issuer == 'jugde'", "unknown value `jugde` of `issuer`; did you mean `judge`?"),
        ("issuer in ['judge', 'oficer']", "unknown value `oficer` of `issuer`; did you mean `officer`?"),
        ("'civl' in purposes", "unknown value `civl` of `purposes`; did you mean `civil`?"),
        ("issuer", "`issuer` is not a yes/no fact; compare it with a value"),
        ("issuer < 'judge'", "`issuer` cannot be ordered; use == or in"),
        ("minor >= 1", "`minor` cannot be ordered; use == or in"),
        ("purposes == 'civil'", "`purposes` is a set; it cannot be compared with =="),
        ("'judge' in issuer", "`issuer` is not a set; write fact in [...] instead"),
        ("years <= 'five'", "`five` is not a number, which `years` is"),
        ("years <= [1, 2]", "`years` cannot be ordered"),
        ("offence_date <= 5", "`5` is not a date, which `offence_date` is"),
        ("offence_date <= '2025-02-29'", "`2025-02-29` is not a day of the calendar"),
        ("defined == 'yes'", "`defined` is a definition, true or not; it cannot be compared"),
        ("minor + signed", "`minor + signed` is not in the language of conditions"),
        ("minor and", "`minor and` is not a condition"),
    ],
)
def test_names_the_word_that_is_wrong_and_the_nearest_right_one(text: str, message: str) -> None:
    """A lawyer can mend the line from the message alone."""
    with pytest.raises(ConditionError) as caught:
        parse(text, lookup)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "not " * 100_000 + "minor",
        "(" * 100_000 + "minor",
        "(" * 300 + "minor" + ")" * 300,
        "[" * 2000,
        "not " * 200 + "minor",
        "m" * 1_000_000,
    ],
)
def test_refuses_what_is_too_long_or_too_deep(text: str) -> None:
    """A bomb gets a message as short as any other, and at once."""
    with pytest.raises(ConditionError) as caught:
        parse(text, lookup)
    assert len(str(caught.value)) < 200


def test_a_condition_as_long_as_is_read_is_read() -> None:
    """The limit is a limit, not a hair below it."""
    text = "minor" + " " * (LONGEST - len("minor"))
    assert parse(text, lookup) == yes("minor")
    with pytest.raises(ConditionError, match=f"at most {LONGEST}"):
        parse(text + " ", lookup)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("minor", yes("minor")),
        ("not minor", Not(yes("minor"))),
        ("minor == 'no'", OneTest("minor", "in", ("no",))),
        ("minor and signed or minor", AnyOf((All((yes("minor"), yes("signed"))), yes("minor")))),
        ("issuer != 'judge'", Not(OneTest("issuer", "in", ("judge",)))),
        ("issuer not in ('judge', 'clerk')", Not(OneTest("issuer", "in", ("clerk", "judge")))),
        ("issuer in ['judge', 'judge']", OneTest("issuer", "in", ("judge",))),
        ("'civil' not in purposes", Not(OneTest("purposes", "has", ("civil",)))),
        ("years in [1, 2]", AnyOf((OneTest("years", "==", (1,)), OneTest("years", "==", (2,))))),
        ("years != 3", Not(AnyOf((OneTest("years", "==", (3,)),)))),
        ("offence_date >= '2020-02-29'", OneTest("offence_date", ">=", (737484,))),
        ("defined and minor", All((DEFINED, yes("minor")))),
        ("own_rule.notify_release == 'forbids'", OneTest("own_rule.notify_release", "in", ("forbids",))),
        ("reading('validity') == 'valid'", OneTest("reading:validity", "in", ("valid",))),
        ("reading.validity == 'valid'", OneTest("reading:validity", "in", ("valid",))),
        ("use('us/xx:act/warrant')", yes("us/xx:act/warrant")),
        ("minor\n  and\n  signed", All((yes("minor"), yes("signed")))),
    ],
)
def test_reads_what_is_in_the_language(text: str, tree: Tree) -> None:
    """Each form of the language page means one tree."""
    assert parse(text, lookup) == tree


@given(TREES, SITUATIONS)
def test_a_condition_means_what_is_written(tree: Tree, at: dict[str, Any]) -> None:
    """Reading what a condition writes gives one that holds in the same situations."""
    read = parse(as_text(tree), lookup)
    meant = holds(tree, {t: true(t, at[t.fact]) for t in every_test(tree)})
    assert holds(read, {t: true(t, at[t.fact]) for t in every_test(read)}) == meant


@given(st.text(max_size=80))
def test_every_text_is_a_condition_or_is_told_why_not(text: str) -> None:
    """No text at all ends in anything but a tree or a message."""
    with suppress(ConditionError):
        parse(text, lookup)


@given(
    st.lists(
        st.sampled_from("minor signed years issuer and or not in == < ( ) [ ] 'judge' 5 , . reading use".split()),
        max_size=12,
    )
)
def test_every_row_of_the_languages_words_is_a_condition_or_is_told_why_not(words: list[str]) -> None:
    """Words of the language in any order never end in a crash."""
    with suppress(ConditionError):
        parse(" ".join(words), lookup)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("(" * 60 + "minor" + ")" * 60, True),
        (" and ".join(["(minor)"] * 200), True),
        (" and ".join(["(minor)"] * 241), False),
        (" and ".join(["issuer in ['judge']"] * 150), True),
        (" and ".join(["(issuer in ['judge'])"] * 121), False),
        (" and ".join(["not minor"] * 120), True),
        (" and ".join(["not minor"] * 121), False),
        ("not " * 55 + "minor", True),
        ("not " * 70 + "minor", False),
    ],
)
def test_how_deep_a_condition_may_be_is_not_how_long(text: str, read: bool) -> None:
    """Many parts side by side are read up to the limits of brackets and of `not`; nested ones only to the depth."""
    if read:
        assert every_test(parse(text, lookup))
        return
    with pytest.raises(ConditionError, match="nested too deeply"):
        parse(text, lookup)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("minor == True", "`True`"),
        ("issuer == ['judge', True]", "`True`"),
        ("issuer in []", "`[]`"),
        ("issuer in ()", "`()`"),
        ("years < 5.5", "`5.5`"),
        ("issuer == None", "`None`"),
        ("years == years", "`years`"),
        ("1 < years < 5", "`1 < years < 5`"),
        ("-years < 5", "`-years`"),
        ("other.minor", "`other.minor`"),
        ("use('us/xx:act/warrant', 1)", "`use('us/xx:act/warrant', 1)`"),
        ("use(1)", "`use(1)`"),
        ("open('x')", "`open('x')`"),
        ("'civil' in ['civil']", "`['civil']`"),
    ],
)
def test_what_is_not_in_the_language_is_shown(text: str, shown: str) -> None:
    """The message shows the very part that cannot be read, and where the language is described."""
    with pytest.raises(ConditionError) as caught:
        parse(text, lookup)
    assert str(caught.value) == f"{shown} is not in the language of conditions; see docs/law-format.md, Conditions"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("minor in purposes", "`purposes` is not in the language"),
        ("'civil' in years", "`years` is not a set; write fact in [...] instead"),
        ("'civil' in defined", "`defined` is not a set; write fact in [...] instead"),
        ("years < [1]", None),
        ("years is 1", "`years` cannot be ordered; use == or in"),
        ("years <= 'five'", "`five` is not a number, which `years` is"),
        ("offence_date in ['2020-01-01', 7]", "`7` is not a date, which `offence_date` is"),
        ("purposes in ['civil']", "`purposes` is a set; it cannot be compared with =="),
        ("request_at == '2020-01-01'", "`request_at` is a moment; it cannot be compared with =="),
        ("request_at < 5", "`request_at` cannot be ordered; use == or in"),
        ("request_at", "`request_at` is not a yes/no fact; compare it with a value"),
        ("minor in ['yes', 'perhaps']", "unknown value `perhaps` of `minor`"),
    ],
)
def test_each_kind_of_fact_is_compared_in_its_own_way(text: str, message: str | None) -> None:
    """Numbers and days are ordered, sets have members, moments are neither compared nor ordered."""
    if message is None:
        assert parse(text, lookup) == OneTest("years", "<", (1,))
        return
    with pytest.raises(ConditionError) as caught:
        parse(text, lookup)
    assert message in str(caught.value)
