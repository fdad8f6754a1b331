"""Readers of logs, notes, keys and requests on mutated input: a message, never a crash; both verifiers agree."""

from __future__ import annotations

import os
import random
from pathlib import Path

from tests.ledger.conftest import ORIGIN, OWNER, WITNESS

from comity.ledger import comity_verify as alone
from comity.ledger.checkpoint import Checkpoint
from comity.ledger.commitment import Leaf
from comity.ledger.exported import read_exported
from comity.ledger.note import Note, SignerKey, VerifierKey
from comity.ledger.tiles import from_bundle
from comity.ledger.witness import Witness
from comity.vocabulary.errors import LedgerError

COUNT = int(os.environ.get("COMITY_FUZZ", "1000"))
NOTE = str(Checkpoint(ORIGIN, 5, bytes(32)).signed(OWNER))
PIECES = (
    b"\x00",
    b"\n",
    b"\n\n",
    b"+",
    b"=",
    b"9" * 5000,
    b"[" * 2000,
    b"\xff",
    b"\xed\xa0\x80",
    b'\\ud800"',
    "— ".encode(),
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with a few of them changed, removed, doubled or replaced by something awkward."""
    for _ in range(chance.randrange(1, 4)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 1, 2, 20, 200)))
        middle = chance.choice((b"", data[start:end] * 2, chance.choice(PIECES), chance.randbytes(2)))
        data = data[:start] + middle + data[end:]
    return data


def test_fuzz_the_readers_of_text() -> None:
    """Each gives a value that is written as it was read, or a ValueError."""
    chance = random.Random(7)
    leaf = Leaf(ORIGIN, 5, bytes(32)).data
    for _ in range(COUNT):
        for original, read, write in (
            (NOTE.encode(), lambda data: Note.parse(data.decode()), lambda note: str(note).encode()),
            (NOTE[:70].encode(), lambda data: Checkpoint.parse(data.decode()), lambda found: found.text.encode()),
            (
                str(OWNER.verifier).encode(),
                lambda data: VerifierKey.parse(data.decode()),
                lambda key: str(key).encode(),
            ),
            (str(WITNESS).encode(), lambda data: SignerKey.parse(data.decode()), lambda key: str(key).encode()),
            (leaf, Leaf.parse, lambda found: found.data),
        ):
            data = mutated(original, chance)
            try:
                found = read(data)
            except ValueError:
                continue
            assert write(found) == data


def test_fuzz_the_readers_of_a_log(small: bytes) -> None:
    """Each refuses with one sentence that names a line, and both with the same."""
    chance = random.Random(7)
    for _ in range(COUNT // 4):
        data = mutated(small, chance)
        said = told = ""
        try:
            read_exported(data, "log")
        except LedgerError as error:
            said = str(error)
        try:
            alone.read_log(data, "log")
        except alone.WrongError as error:
            told = " ".join(str(error).split())
        assert (said, data == small) == (told, not said)
        assert said.startswith("log:") or not said


def test_fuzz_a_witness(tmp_path: Path) -> None:
    """It answers every request, and signs only the one that the log signed."""
    chance = random.Random(7)
    request = f"old 0\n\n{NOTE}".encode()
    for number in range(COUNT // 4):
        witness = Witness(WITNESS, [OWNER.verifier], tmp_path / str(number))
        text = mutated(request, chance).decode(errors="replace")
        answer = witness.add_checkpoint(text, 5)
        assert answer.text.endswith("\n")
        # Lines under a note by keys that nobody knows are passed over, as the specification has it.
        assert not answer.is_signed or Note.parse(text.partition("\n\n")[2]).text == Note.parse(NOTE).text


def test_fuzz_a_bundle() -> None:
    """Its entries, or a ValueError."""
    chance = random.Random(7)
    for _ in range(COUNT):
        data = mutated(b"\x00\x05hello\x00\x00\x00\x02hi", chance)
        try:
            entries = from_bundle(data)
        except ValueError:
            continue
        assert sum(len(entry) + 2 for entry in entries) == len(data)
