"""A private key is written once, for its owner alone, and no message repeats it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from comity.ledger.keys import make_key, read_signer
from comity.ledger.note import COSIGNATURE, ED25519
from comity.vocabulary.errors import LedgerError


@pytest.mark.parametrize("kind", [ED25519, COSIGNATURE])
def test_a_key_that_was_made_is_read_again(tmp_path: Path, kind: int) -> None:
    """Only its owner can read the file, and it is never overwritten."""
    made = make_key(tmp_path / "key", "jail.example/log", kind)
    assert read_signer(tmp_path / "key") == made
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    with pytest.raises(LedgerError, match="there is a file already; a key is never overwritten"):
        make_key(tmp_path / "key", "jail.example/log", kind)
    assert make_key(tmp_path / "other", "jail.example/log", kind) != made


def test_what_is_wrong_with_a_key_is_told_without_the_key(tmp_path: Path) -> None:
    """A name that cannot be one, a folder that is not there, a file that holds no key."""
    with pytest.raises(LedgerError, match="`a b` cannot name a key"):
        make_key(tmp_path / "key", "a b", ED25519)
    with pytest.raises(LedgerError, match="key: cannot be written: no such file"):
        make_key(tmp_path / "none" / "key", "a", ED25519)
    with pytest.raises(LedgerError, match="key: cannot be read: no such file"):
        read_signer(tmp_path / "key")
    made = str(make_key(tmp_path / "key", "a", ED25519))
    for text in (made[:-4], made.replace("+a+", "+b+"), "nothing", "\ufffd"):
        (tmp_path / "key").write_text(text, encoding="utf-8")
        with pytest.raises(LedgerError) as caught:
            read_signer(tmp_path / "key")
        assert made[-30:-5] not in str(caught.value)
    (tmp_path / "key").write_bytes(b"\xff")
    with pytest.raises(LedgerError, match="key:1: not UTF-8"):
        read_signer(tmp_path / "key")
