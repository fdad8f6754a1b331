"""docs/ledger.md shows a log that verifies, and says of the formats what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from tests.ledger.conftest import OWNER, WITNESS

from comity.ledger import comity_verify as alone
from comity.ledger.commitment import LEAF_TYPE, PREFIX, Leaf, commitment_of, event_bytes, from_canonical
from comity.ledger.export import FORMAT
from comity.ledger.note import from_base64
from comity.ledger.verify import verified

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"^```jsonl\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[0].encode()


def test_the_example_verifies() -> None:
    """With its keys, by both verifiers."""
    said = verified("log", EXAMPLE, OWNER.verifier, [WITNESS.verifier])
    keys = alone.read_key(str(OWNER.verifier)), [alone.read_key(str(WITNESS.verifier))]
    assert alone.verified("log", EXAMPLE, *keys, []) == said
    assert "  sealed, as a later entry says: entries 1" in said


def test_the_leaf_shown_is_that_of_the_first_entry() -> None:
    """From its salt and event."""
    told = from_canonical(EXAMPLE.splitlines()[3])
    leaf = Leaf("jail.example/log", 0, commitment_of(from_base64(told["salt"]), event_bytes(told["event"])))
    assert f"`{leaf.data.decode()}`" in PAGE
    assert f"`{leaf.hash.hex()}`" in PAGE


def test_the_words_of_the_formats_are_those_of_the_code() -> None:
    """Names, lengths and the files of a folder."""
    assert PREFIX == b"comity-commitment/v1\n"
    assert len(PREFIX) == 21
    for word in (FORMAT, LEAF_TYPE, "comity-commitment/v1", "comity_verify.py", "cosignature/v1"):
        assert word in PAGE
