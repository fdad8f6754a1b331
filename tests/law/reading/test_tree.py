"""Law files are read as text, with the line of every part; whatever else YAML can do is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from comity.law.reading.tree import MAX_PROBLEMS, read_file, read_tree
from comity.vocabulary.errors import InputError


def wrong(text: str) -> list[str]:
    """Return the messages for a text that cannot be read."""
    with pytest.raises(InputError) as caught:
        read_tree(text, "act.yaml")
    return [str(problem) for problem in caught.value.problems]


# --- what stays as it is written


@pytest.mark.parametrize(
    "text",
    ["on", "yes", "no", "1.10", "0x1F", "010", "2026-11-24", "null", "1_000", ".inf", "03-17", "<<", "=", "12:30:45"],
)
def test_a_bare_word_stays_the_text_that_was_written(text: str) -> None:
    """No word turns into a truth value, number, date or nothing."""
    assert read_tree(f"a: {text}\n", "act.yaml").data == {"a": text}
    assert read_tree(f"{text}: a\n", "act.yaml").data == {text: "a"}


def test_quotes_and_folded_lines_give_plain_text() -> None:
    """Quoted, folded and literal scalars are text too."""
    data = read_tree("a: \"x: y\"\nb: 'it''s'\nc: >-\n  one\n  two\nd: |-\n  one\n  two\ne: ''\n", "act.yaml").data
    assert data == {"a": "x: y", "b": "it's", "c": "one two", "d": "one\ntwo", "e": ""}


def test_each_part_has_its_line() -> None:
    """A path leads to the line of its key or entry; a part without a line has that of what is around it."""
    tree = read_tree(
        "# first\nprovisions:\n  - id: one\n    when: >-\n      a or\n      b\n  - {id: two,\n     cite: x}\n",
        "act.yaml",
    )
    assert [
        tree.line(at)
        for at in [(), ("provisions",), ("provisions", 0, "when"), ("provisions", 1), ("provisions", 1, "cite")]
    ] == [2, 2, 4, 7, 8]
    assert tree.line(("provisions", 0, "says")) == 3
    assert tree.line(("nowhere", "at", "all")) == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_and_a_byte_order_mark_are_accepted(end: str) -> None:
    """Files from any system give the same data and the same lines."""
    tree = read_tree("\ufeff" + end.join(["a: 1", "b:", "  - x", ""]), "act.yaml")
    assert (tree.data, tree.line(("b", 0))) == ({"a": "1", "b": ["x"]}, 3)


def test_a_document_start_is_accepted() -> None:
    """One document may say that it starts and ends."""
    assert read_tree("---\na: 1\n...\n", "act.yaml").data == {"a": "1"}


# --- what is refused


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", ["act.yaml:3: repeated key `a`; it stands on line 1 already"]),
        ("a:\n  - {b: 1, c: 2,\n     b: 3}\n", ["act.yaml:3: repeated key `b`; it stands on line 2 already"]),
        ("a: &x 1\n", ["act.yaml:1: anchor `&x`"]),
        ("a: &x {b: 1}\nc: *x\n", ["act.yaml:1: anchor `&x`", "act.yaml:2: alias `*x`"]),
        ("&k a: 1\n", ["act.yaml:1: anchor or tag at the key `a`"]),
        ("a: !!int 1\n", ["act.yaml:1: tag `tag:yaml.org,2002:int`"]),
        (
            "a: !!python/object/apply:os.system [x]\n",
            ["act.yaml:1: tag `tag:yaml.org,2002:python/object/apply:os.system`"],
        ),
        ("a: ! 1\n", ["act.yaml:1: tag `!`"]),
        ("a: 1\n---\nb: 2\n", ["act.yaml:2: second document in one file"]),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", ["act.yaml:1: a line that starts with `%`"]),
        ("? [a, b]\n: 1\n", ["act.yaml:1: a key has to be a word"]),
        ("? {a: b}\n: 1\nc: &x 2\n", ["act.yaml:1: a key has to be a word", "act.yaml:3: anchor `&x`"]),
        ("'': 1\n", ["act.yaml:1: a key has to be a word"]),
        ("a:\nb: 1\n", ["act.yaml:1: nothing stands at `a`"]),
        ("a: ~\n", ["act.yaml:1: nothing stands at `a`"]),
        ("a:\n  - x\n  -\n", ["act.yaml:3: nothing stands at this entry"]),
        ("", ["act.yaml:1: the file is empty"]),
        ("# only a remark\n\n", ["act.yaml:1: the file is empty"]),
        ("a:\n\tb: 1\n", ["act.yaml:2: cannot be read as YAML", "indent with spaces, not tabs"]),
        ("a: [1, 2\n", ["cannot be read as YAML"]),
        ("a: 'one\n", ["act.yaml:2: cannot be read as YAML", "is the file cut short?"]),
        ("a: b: c\n", ["act.yaml:1: cannot be read as YAML: mapping values are not allowed"]),
        ("a: 1\nb: x\0y\n", ["act.yaml:2: invisible or control character `U+0000`"]),
        ('a: "x\\0y"\n', ["act.yaml:1: invisible or control character `U+0000`"]),
        ('a: "\\u202e"\n', ["act.yaml:1: invisible or control character `U+202E`"]),
        ("a: x\u200by\n", ["invisible or control character `U+200B`"]),
        ("a: 1\n\ufeffb: 2\n", ["act.yaml:2: invisible or control character `U+FEFF`"]),
        ("a: \ud800\n", ["act.yaml:1: invisible or control character `U+D800`"]),
        ("a: " + "x" * 1_000_000, ["act.yaml:1: text of 1,000,000 characters", "20,000"]),
        ("x" * 30_000 + ": 1", ["act.yaml:1:"]),
        ("a: " + "x " * 1_100_000, ["act.yaml: larger than 2 MB"]),
        ("[" * 41 + "]" * 41, ["nested more than 40 deep"]),
    ],
)
def test_what_a_law_file_may_not_hold_is_named_with_its_line(text: str, said: list[str]) -> None:
    """Each mistake is said with file, line, the wrong word and what would be right."""
    messages = "\n".join(wrong(text))
    for words in said:
        assert words in messages


def test_all_problems_of_a_file_are_reported_at_once() -> None:
    """One reading names every mistake, also those before a place where the YAML breaks off."""
    messages = wrong("a: &x 1\nb: *x\na: !!str 2\nc:\nd: [\n")
    assert [m.split(": ")[0] for m in messages[:5]] == [
        "act.yaml:1",
        "act.yaml:2",
        "act.yaml:3",
        "act.yaml:3",
        "act.yaml:4",
    ]
    assert "cannot be read as YAML" in messages[-1]


def test_forty_levels_are_deep_enough() -> None:
    """Forty levels are read, forty-one are not."""
    assert read_tree("[" * 40 + "x" + "]" * 40, "act.yaml").lines[(0,) * 40] == 1


# --- what is meant to break the reader

BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "a: " + "[{a: " * 50_000,
        "- " * 100_000,
        "? " * 100_000,
        "".join(" " * n + "a:\n" for n in range(1_000)),
        "'" + "[" * 100_000,
        BOMB,
        "a: *x\n" * 100_000,
        "&a " * 100_000,
        "!" * 100_000,
        "%" * 100_000,
        "a: 1\n" * 100_000,
        "a" + ":" * 100_000,
        'a: "' + "\n" * 1_000_000,
        "[" + "," * 100_000,
        "--- a\n" * 100_000,
        "\x00" * 100_000,
        " " * 1_999_999,
    ],
    ids=lambda text: f"{text[:12]!r} of {len(text)}",
)
def test_a_text_made_to_break_the_reader_is_refused_in_time(text: str) -> None:
    """Deep nesting, bombs and floods give an ordinary message within a second."""
    started = time.process_time()
    messages = wrong(text)
    assert time.process_time() - started < 1
    assert 1 <= len(messages) <= MAX_PROBLEMS
    assert max(len(m) for m in messages) < 300


# --- files


def test_a_file_that_is_not_utf8_is_refused_with_the_line_of_the_byte(tmp_path: Path) -> None:
    """The wrong byte and its line are named."""
    path = tmp_path / "act.yaml"
    path.write_bytes(b"a: 1\nb: caf\xe9\n")
    with pytest.raises(InputError, match=r"law/act\.yaml:2: byte `0xe9` is not UTF-8; save the file as UTF-8"):
        read_file(path, "law/act.yaml")
    path.write_bytes("a: 1\n".encode("utf-16"))
    with pytest.raises(InputError, match="is not UTF-8"):
        read_file(path)


def test_a_file_that_is_absent_or_too_large_is_refused(tmp_path: Path) -> None:
    """A missing file, a folder and a file over two megabytes each give one message."""
    with pytest.raises(InputError, match="cannot be read: no such file"):
        read_file(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="cannot be read: is a directory"):
        read_file(tmp_path)
    (tmp_path / "big.yaml").write_bytes(b"#" * 2_000_001)
    with pytest.raises(InputError, match="larger than 2 MB"):
        read_file(tmp_path / "big.yaml")


def test_a_file_is_read_with_its_shown_path(tmp_path: Path) -> None:
    """Messages use the path one is shown, not where the file happens to lie."""
    (tmp_path / "act.yaml").write_text("a: 1\n", encoding="utf-8")
    assert read_file(tmp_path / "act.yaml", "law/act.yaml").path == "law/act.yaml"
