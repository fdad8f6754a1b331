"""What is put to `comity decide` is read strictly, and a problem is shown where its word stands."""

from __future__ import annotations

import json

import pytest

from comity import InputError, Problem
from comity.cli.encounters import MAX_BYTES, MAX_PROBLEMS, Given, read_given, shortened

ONE = {"place": "us/xx", "agency": "jail", "on": "2026-03-02", "facts": {"release_due": True}}


def wrong(text: str | bytes, name: str = "night.json") -> str:
    """Return the message for input that cannot be read."""
    with pytest.raises(InputError) as caught:
        read_given(text if isinstance(text, bytes) else text.encode(), name)
    return str(caught.value)


def given(text: str, name: str) -> Given:
    """Return what was read."""
    return read_given(text.encode(), name)


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("", "night.json", "there is nothing in it"),
        (" \n", "standard input", "there is nothing in it"),
        ("[]", "night.json", "holds no encounter"),
        ("3", "night.json", "an encounter is a mapping"),
        ("[1]", "night.json", "encounter 1: an encounter is a mapping"),
        ('{"place": "us/xx"', "night.json", "night.json:1: cannot be read as JSON"),
        ('{"place": "us/xx"', "night.json", "is the file cut short?"),
        ('{"on": 1}\n{"on": 2}', "night.json", "ends in .jsonl"),
        ('{\n"a": 1,\n"a": 2}', "night.json", "night.json:2: repeated key `a`"),
        ('{"facts": {"n": NaN}}', "night.json", "`NaN` is not a number"),
        ('{"facts": {"n": ' + "9" * 5000 + "}}", "night.json", "too long to read"),
        ("[" * 100_000, "night.json", "nested more than 40 deep"),
        ("[" * 60 + "]" * 60, "night.json", "nested more than 40 deep"),
        (json.dumps({"facts": {"a": "x" * 1_000_000}}), "night.json", "text of 1,000,000 characters"),
        ('{"place": "us/\\u202exx"}', "night.json", "U+202E"),
        ('{"facts": [1]}', "night.json", "`facts` is not a mapping"),
        ('{"moments": 3}', "night.json", "`moments` is not a mapping"),
        ("a: &x [1]\nb: *x\n", "night.yaml", "night.yaml:1: anchor `&x`"),
        ("place: us/xx\nplace: us/yy\n", "night.yaml", "night.yaml:2: repeated key `place`"),
        ("- 1\n- 2\n", "night.yaml", "night.yaml:1: encounter 1: an encounter is a mapping"),
        ('{"a": 1}\n{"a": \n', "log.jsonl", "log.jsonl:2: cannot be read as JSON"),
        (b"\xff\xfe{}", "night.json", "not UTF-8"),
        (b"{" + b" " * MAX_BYTES + b"}", "night.json", "larger than 16 MB"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_word(text: str | bytes, name: str, words: str) -> None:
    """One clear message names the file, the line where there is one, and what is wrong."""
    assert words in wrong(text, name)


def test_every_broken_line_of_json_lines_is_named() -> None:
    """Reading does not stop at the first line that is wrong."""
    assert wrong("{\n[}\n", "log.jsonl").count("cannot be read as JSON") == 2


def test_the_form_is_seen_from_the_name_or_the_text() -> None:
    """JSON, JSON lines and YAML keep their shape and order."""
    line = json.dumps(ONE)
    assert given(line, "night.json").shape == "one"
    assert given(f"[{line}, {line}]", "night.json").shape == "list"
    assert given(line, "log.jsonl").shape == "lines"
    assert given(f"{line}\n\n{line}\n", "standard input").shape == "lines"
    assert given(json.dumps(ONE, indent=2), "standard input").shape == "one"
    assert given("place: us/xx\non: 2026-03-02\n", "standard input").items[0].data["on"] == "2026-03-02"
    assert [i.row for i in given("- place: us/xx\n- place: us/yy\n", "two.yaml").items] == [1, 2]


def test_yaml_keeps_every_word_as_text() -> None:
    """`yes` and a day are not turned into something else on the way."""
    data = given("on: 2026-03-02\nfacts: {release_due: yes}\n", "night.yaml").items[0].data
    assert data == {"on": "2026-03-02", "facts": {"release_due": "yes"}}


def test_a_problem_is_placed_at_the_line_of_its_word() -> None:
    """What the engine finds is shown at the file's line, and in a list with the encounter's number."""
    found = Problem("encounter", None, "unknown fact `minr`", "did you mean `minor`?")
    text = '[\n{"place": "us/xx",\n "facts": {"minr": 1}},\n{"facts": {\n"minr": 1}}]'
    items = given(text, "night.json").items
    assert str(items[0].placed(found)).startswith("night.json:3: encounter 1: unknown fact `minr`; did you mean")
    assert str(items[1].placed(found)).startswith("night.json:5: encounter 2: ")
    item = given("place: us/xx\nfacts:\n  minr: yes\n", "night.yaml").items[0]
    assert str(item.placed(found)).startswith("night.yaml:3: unknown fact")
    assert str(given(f"{json.dumps(ONE)}\n" * 2, "log.jsonl").items[1].placed(found)).startswith("log.jsonl:2: ")


def test_very_many_problems_are_counted_not_printed() -> None:
    """After a hundred, only their number is shown."""
    many = [Problem("x", None, str(n)) for n in range(MAX_PROBLEMS + 5)]
    assert shortened(many[:3], "x") == many[:3]
    assert shortened(many, "x")[-1].what == "5 more problems"
