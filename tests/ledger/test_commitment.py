"""An event is committed to in one way of writing it, under a salt, and the tree holds the commitment alone."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.ledger.commitment import (
    Leaf,
    canonical,
    commitment_of,
    event_bytes,
    from_canonical,
    new_salt,
)
from comity.ledger.merkle import leaf_hash

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_what_is_written_reads_back_the_same(value: object) -> None:
    """And any JSON reader agrees."""
    assert from_canonical(canonical(value)) == value
    assert json.loads(canonical(value)) == value


def test_keys_are_sorted_as_rfc_8785_sorts_them() -> None:
    """Its own example: by UTF-16 code units, so a character beyond the first plane comes before U+FB33."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    found = list(json.loads(canonical(dict.fromkeys(keys, 0))))
    assert found == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert canonical('\u20ac$\u000f\nA\'B"\\\\"/') == b'"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'


@pytest.mark.parametrize("value", [1.0, float("nan"), 2**53, -(2**53), "\ud800", {1: 2}, b"x", {"a": {1}}, {"a": 0.5}])
def test_what_has_no_one_way_to_be_written_is_refused(value: object) -> None:
    """A fraction, a number that readers round, half a character, a key that is no text."""
    with pytest.raises(ValueError, match=r"."):
        canonical(value)


def test_a_value_too_deep_is_refused() -> None:
    """Before it could exhaust a reader."""
    deep: object = 0
    for _ in range(50):
        deep = [deep]
    with pytest.raises(ValueError, match="40 levels"):
        canonical(deep)
    with pytest.raises(ValueError, match=r"."):
        from_canonical(b"[" * 100_000)


@pytest.mark.parametrize(
    "text", [b'{"a": 1}', b'{"b":1,"a":1}', b'{"a":1,"a":1}', b'"\\u0041"', b"1.0", b"01", b"\xff"]
)
def test_another_spelling_of_the_same_is_refused(text: bytes) -> None:
    """Space, order, a repeated key, an escape that is not needed, another form of a number."""
    with pytest.raises(ValueError, match=r"."):
        from_canonical(text)


def test_a_commitment_is_over_salt_and_event() -> None:
    """Byte for byte as docs/ledger.md says."""
    event = event_bytes({"number": 1, "kind": "request"})
    assert event == b'{"kind":"request","number":1}'
    salt = bytes(range(32))
    assert commitment_of(salt, event) == sha256(b"comity-commitment/v1\n" + salt + event).digest()
    assert commitment_of(bytes(32), event) != commitment_of(salt, event)
    assert len({new_salt() for _ in range(100)}) == 100
    with pytest.raises(ValueError, match="32 bytes, not 4"):
        commitment_of(b"salt", event)


@pytest.mark.parametrize("event", [{}, {"kind": ""}, {"kind": 1}, {"kind": "request", "at": 0.5}])
def test_an_event_says_its_kind_and_holds_plain_data(event: dict[str, object]) -> None:
    """So that a reader can tell what an entry is."""
    with pytest.raises(ValueError, match=r"."):
        event_bytes(event)


def test_a_leaf_names_its_log_and_its_place() -> None:
    """So that it can be shown neither in another log nor at another index."""
    leaf = Leaf("jail.example/log", 7, bytes(32))
    assert leaf.data == (
        b'{"commitment":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","index":7,'
        b'"log":"jail.example/log","type":"comity-entry/v1"}'
    )
    assert leaf.hash == leaf_hash(leaf.data)
    assert Leaf.parse(leaf.data) == leaf


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b"[]",
        Leaf("a", 1, bytes(32)).data.replace(b"entry/v1", b"entry/v2"),
        Leaf("a", 1, bytes(32)).data.replace(b":1,", b":true,"),
        Leaf("a", 1, bytes(32)).data.replace(b":1,", b":-1,"),
        Leaf("a", 1, bytes(31)).data,
    ],
)
def test_what_is_no_leaf_is_refused(data: bytes) -> None:
    """Each field is looked at."""
    with pytest.raises(ValueError, match=r"."):
        Leaf.parse(data)
