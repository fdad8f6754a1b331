"""No byte of an exported log can be changed, cut, swapped or repeated unseen. COMITY_LEDGER=10000 tries a large one."""

from __future__ import annotations

import itertools
import json
import os
import random
from collections.abc import Iterator

import pytest
from tests.ledger.conftest import ORIGIN, OWNER, exported

from comity.ledger.commitment import canonical
from comity.ledger.exported import differ_at, read_entry, read_exported
from comity.ledger.merkle import inclusion_path, is_included, nodes_of
from comity.vocabulary.errors import LedgerError

COUNT = int(os.environ.get("COMITY_LEDGER", "40"))
HEADS = 3


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return an exported log of COMITY_LEDGER entries."""
    return exported(tmp_path_factory.mktemp("large") / "ledger.sqlite3", COUNT - 2)


def is_refused(data: bytes) -> bool:
    try:
        read_exported(data, "log")
    except LedgerError:
        return True
    return False


def joined(lines: list[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def changed_once(data: bytes, chance: random.Random) -> Iterator[bytes]:
    """Yield the bytes with each one changed, removed, doubled, and swapped with the next."""
    for at, byte in enumerate(data):
        yield data[:at] + bytes([byte ^ chance.randrange(1, 256)]) + data[at + 1 :]
        yield data[:at] + data[at + 1 :]
        yield data[: at + 1] + data[at:]
        if data[at : at + 1] != data[at + 1 : at + 2] and at + 1 < len(data):
            yield data[:at] + data[at + 1 : at + 2] + data[at : at + 1] + data[at + 2 :]


def changes(data: bytes) -> Iterator[bytes]:
    """Yield the log with each byte changed in any way, with one bit of it changed, and cut off before it."""
    chance = random.Random(7)
    yield from changed_once(data, chance)
    for at, byte in enumerate(data):
        yield data[:at] + bytes([byte ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        yield data[:at]


def test_a_log_as_it_was_exported_is_read(small: bytes) -> None:
    """With its keys, checkpoints, and what is withheld."""
    log = read_exported(small, "log")
    assert (log.key, log.size, log.withheld, log.sealed) == (OWNER.verifier, 6, [1, 2], {1})
    assert [c.size for c in log.checkpoints] == [4, 6]


@pytest.mark.slow
def test_every_change_of_a_byte_is_found(small: bytes) -> None:
    """Flip, cut, removal, repeat and swap, at every byte of a small log."""
    assert [changed for changed in changes(small) if not is_refused(changed)] == []


def test_every_change_of_a_line_is_found(small: bytes) -> None:
    """Cut, removal, repeat, and swap with every other line."""
    lines = small.splitlines()
    for at in range(len(lines)):
        assert is_refused(joined(lines[:at]))
        assert is_refused(joined(lines[:at] + lines[at + 1 :]))
        assert is_refused(joined(lines[: at + 1] + lines[at:]))
    for one, other in itertools.combinations(range(len(lines)), 2):
        swapped = [*lines]
        swapped[one], swapped[other] = lines[other], lines[one]
        assert is_refused(joined(swapped)), (one, other)


def test_whoever_sets_the_counts_right_again_is_found(small: bytes) -> None:
    """One who cuts, swaps or repeats an entry, and then numbers the rest anew, meets the root that was signed."""
    lines = [json.loads(line) for line in small.splitlines()]
    header, notes, entries = lines[0], lines[1:HEADS], lines[HEADS:]
    for at in range(len(entries)):
        for changed in (
            entries[:at] + entries[at + 1 :],
            entries[: at + 1] + entries[at:],
            [*entries[:at], *entries[at : at + 2][::-1], *entries[at + 2 :]],
        ):
            if changed == entries:
                continue
            told = [{**entry, "index": n} for n, entry in enumerate(changed)]
            again = [{**header, "entries": len(told)}, *notes, *told]
            assert is_refused(joined([canonical(line) for line in again]))
    fewer = [{**header, "entries": 4, "checkpoints": 1}, notes[0], *entries[:4]]
    assert not is_refused(joined([canonical(line) for line in fewer])), "that is the log as it was at four entries"


def test_every_change_of_an_entry_is_found_in_a_large_log(large: bytes) -> None:
    """Each byte of each entry: the line is refused, or its leaf leads to no root that was signed."""
    lines = large.splitlines()
    log = read_exported(large, "log")
    nodes, root, chance = nodes_of(log.leaves), log.checkpoints[-1].root, random.Random(7)
    for index, line in enumerate(lines[HEADS:]):
        path = inclusion_path(nodes, index, log.size)
        assert is_included(log.leaves[index], index, log.size, path, root)
        for changed in changed_once(line, chance):
            if b"\n" in changed:
                continue  # then the lines are no longer as many as the first one says: seen below
            try:
                leaf, _, _ = read_entry(changed, ORIGIN, index)
            except ValueError:
                continue
            assert not is_included(leaf, index, log.size, path, root), (index, changed)


def test_every_change_of_the_lines_is_found_in_a_large_log(large: bytes) -> None:
    """Each cut off, removed, repeated, joined or swapped with the next, and split; and each byte of the first ones."""
    lines = large.splitlines()
    ends = list(itertools.accumulate(len(line) + 1 for line in lines))
    for start, end in itertools.pairwise([0, *ends]):
        assert is_refused(large[:start])
        assert is_refused(large[:start] + large[end:])
        assert is_refused(large[:end] + large[start:])
        assert is_refused(large[: end - 1] + b"\x0b" + large[end:])
        assert is_refused(large[: end - 2] + b"\n" + large[end - 1 :])
    for index, line in enumerate(lines[HEADS + 1 :]):
        with pytest.raises(ValueError, match=f"entry {index} should stand here"):
            read_entry(line, ORIGIN, index)
    chance = random.Random(7)
    for at in range(ends[HEADS - 1]):
        other = large[at] ^ chance.randrange(1, 256)
        assert is_refused(large[:at] + bytes([other]) + large[at + 1 :]), at


@pytest.mark.parametrize(
    ("line", "change", "said"),
    [
        (0, {"format": "comity-ledger/v2"}, "log:1: not the first line of a log in the format comity-ledger/v1"),
        (0, {"witnesses": [], "x": 1}, "log:1: not the first line"),
        (0, {"witnesses": "none"}, "log:1: a key is a text"),
        (0, {"key": "x"}, "log:1: a key is written NAME"),
        (0, {"witnesses": []}, "log:2: the signatures are not the log's and then those of the witnesses named"),
        (0, {"witnesses": [str(OWNER.verifier)]}, "log:1: a log signs with one kind of key"),
        (0, {"checkpoints": 0}, "log:1: a log has at least one checkpoint"),
        (0, {"entries": 7}, "log:9: the first line announces 10 lines, and there are 9"),
        (0, {"entries": 5}, "log:9: the first line announces 8 lines, and there are 9"),
        (1, {"checkpoint": "x"}, "log:2: a note is a text"),
        (1, {"checkpoint": 1}, "log:2: a checkpoint should stand here"),
        (3, {"index": 1}, "log:4: entry 0 should stand here"),
        (3, {"salt": "AAAA"}, "log:4: 32 bytes in base64 should stand here"),
        (3, {"event": []}, "log:4: an event is an object"),
        (3, {"event": {"kind": 1}}, "log:4: an event says its `kind`"),
        (3, {"event": {"kind": "x"}}, "log:2: the first 4 entries do not have the root that was signed"),
        (8, {"event": {"kind": "x"}}, "log:3: the first 6 entries do not have the root that was signed"),
        (4, {"salt": None}, "log:5: an entry has an index and a commitment"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(small: bytes, line: int, change: dict[str, object], said: str) -> None:
    """The file, the line and what should stand there."""
    lines = [json.loads(text) for text in small.splitlines()]
    lines[line].update(change)
    with pytest.raises(LedgerError) as caught:
        read_exported(joined([canonical(told) for told in lines]), "log")
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "log:1: the file is empty"),
        (b"{}", "log:1: the file ends within a line"),
        (b"[]\n", "log:1: a line is an object"),
        (b"[" * 100_000 + b"\n", "log:1: not JSON in UTF-8"),
        (b"9" * 5000 + b"\n", "log:1: not JSON in UTF-8"),
        (b"\xff\n", "log:1: not JSON in UTF-8"),
        (b"\n" * 50, "log:1: not JSON in UTF-8"),
    ],
)
def test_what_is_no_log_is_refused(data: bytes, said: str) -> None:
    """Whatever the file holds, the answer is one sentence."""
    with pytest.raises(LedgerError) as caught:
        read_exported(data, "log")
    assert str(caught.value) == said


def test_where_two_logs_differ(small: bytes) -> None:
    """At the first entry that is not the same; one that only goes on does not differ."""
    leaves = read_exported(small, "log").leaves
    assert differ_at(leaves, leaves[:3]) is None
    assert differ_at(leaves, [*leaves[:3], bytes(32), *leaves[4:]]) == 3
