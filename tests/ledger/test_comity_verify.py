"""The verifier in one file agrees with the one in the package, on every log, right or wrong."""

from __future__ import annotations

import ast
import json
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.conftest import OWNER, WITNESS
from tests.ledger.test_exported import changes
from tests.ledger.test_note import VECTORS

from comity.ledger import comity_verify as alone
from comity.ledger.merkle import leaf_hash, nodes_of, tree_root
from comity.ledger.note import ED25519, SignerKey, VerifierKey
from comity.ledger.verify import Held, verified
from comity.vocabulary.errors import LedgerError

SOURCE = Path(alone.__file__)


def ours(data: bytes, held: list[tuple[str, bytes]]) -> list[str] | str:
    """Return what the package says of a log."""
    try:
        return verified("log", data, OWNER.verifier, [WITNESS.verifier], [Held(*one) for one in held])
    except LedgerError as error:
        return str(error)


def theirs(data: bytes, held: list[tuple[str, bytes]]) -> list[str] | str:
    """Return what the file that stands alone says of it."""
    key, witness = alone.read_key(str(OWNER.verifier)), alone.read_key(str(WITNESS.verifier))
    try:
        return alone.verified("log", data, key, [witness], held)
    except alone.WrongError as error:
        return str(error)


def test_it_needs_nothing_but_python() -> None:
    """Every import is of the standard library."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    names = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    names |= {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_its_ed25519_is_that_of_rfc_8032(secret: str, public: str, message: str, signature: str) -> None:
    """The vectors hold, and nothing near them does."""
    del secret
    key, text, signed = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert alone.is_signed(key, text, signed)
    assert not alone.is_signed(key, text + b"x", signed)
    order_added = (int.from_bytes(signed[32:], "little") + alone.ORDER).to_bytes(32, "little")
    for wrong in (
        signed[:63],
        signed + b"x",
        signed[:32] + order_added,
        bytes(64),
        b"\xff" * 64,
        signed[32:] + signed[:32],
    ):
        assert not alone.is_signed(key, text, wrong)
    assert not alone.is_signed(b"\xff" * 32, text, signed)
    assert not alone.is_signed(bytes([2]) + bytes(31), text, signed)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=40), st.integers(0, 511))
def test_both_ed25519_agree(seed: bytes, message: bytes, bit: int) -> None:
    """On a signature and on one with a bit changed."""
    text = message.hex()
    signer = SignerKey("a", ED25519, seed)
    raw = signer.sign(text).raw
    changed = (int.from_bytes(raw, "little") ^ 1 << bit).to_bytes(64, "little")
    assert alone.is_signed(signer.verifier.public, text.encode(), raw)
    assert not alone.is_signed(signer.verifier.public, text.encode(), changed)


@given(st.integers(0, 70))
def test_both_trees_agree(size: int) -> None:
    """Hashing level by level gives the root of the definition."""
    leaves = [leaf_hash(bytes([n])) for n in range(size)]
    assert alone.tree_root(leaves) == tree_root(nodes_of(leaves), size)


def test_both_say_the_same_of_a_log(small: bytes) -> None:
    """With what was held before, and without."""
    note = json.loads(small.splitlines()[1])["checkpoint"].encode()
    held = [("old", note), ("same", small)]
    assert ours(small, []) == theirs(small, [])
    assert ours(small, held) == theirs(small, held)
    assert len(theirs(small, held)) == len(theirs(small, [])) + 2
    for spoilt in (b"x", b"\xff", note.replace(b"\n4\n", b"\n5\n"), note.replace(b"jail", b"fail"), b"{}\n", b"{"):
        assert ours(small, [("old", spoilt)]) == theirs(small, [("old", spoilt)])


@pytest.mark.slow
def test_both_refuse_the_same_changes_with_the_same_words(small: bytes) -> None:
    """A part of all changes of one byte, and of one line."""
    lines = small.splitlines(keepends=True)
    of_lines = [b"".join(lines[:at] + lines[at + 1 :]) for at in range(len(lines))]
    of_lines += [b"".join(lines[: at + 1] + lines[at:]) for at in range(len(lines))]
    tried = [*random.Random(7).sample(list(changes(small)), 500), *of_lines]
    assert [c for c in tried if ours(c, []) != theirs(c, [])] == []
    assert [c for c in tried if not isinstance(theirs(c, []), str)] == []


def test_both_read_the_same_keys() -> None:
    """And refuse the same with the same words."""
    for text in (
        str(OWNER.verifier),
        "x",
        "a+b+c",
        f"{OWNER.verifier}=",
        str(OWNER.verifier).replace("+9eb9", "+9eb8"),
    ):
        try:
            said: object = str(VerifierKey.parse(text))
        except ValueError as error:
            said = str(error)
        try:
            told: object = alone.read_key(text).text
        except ValueError as error:
            told = str(error)
        assert said == told


def test_as_a_program_it_ends_with_0_1_or_2(small: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It verifies; it does not; it was asked badly."""
    good, bad, note = tmp_path / "good", tmp_path / "bad", tmp_path / "note"
    good.write_bytes(small)
    bad.write_bytes(small.replace(b"fax", b"tax", 1))
    note.write_bytes(json.loads(small.splitlines()[1])["checkpoint"].encode())
    words = ["--key", str(OWNER.verifier), "--witness", str(WITNESS.verifier), "--held", str(note)]
    assert alone.main([str(good), *words]) == 0
    assert "says what was recorded" in capsys.readouterr().out
    assert alone.main([str(bad), *words]) == 1
    assert "bad:2: the first 4 entries do not have the root that was signed" in capsys.readouterr().err
    assert alone.main([str(tmp_path / "none")]) == 2
    assert alone.main([str(good), "--key", "x"]) == 2
    assert "a key is written NAME" in capsys.readouterr().err
