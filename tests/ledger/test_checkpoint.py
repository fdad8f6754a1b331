"""A checkpoint is three lines, and a witness's signature is over them; the example is that of the specifications."""

from __future__ import annotations

import pytest

from comity.ledger.checkpoint import Checkpoint
from comity.ledger.note import COSIGNATURE, ED25519, Note, SignerKey, VerifierKey

# C2SP tlog-checkpoint.md and tlog-cosignature.md; they give no key, so only form can be compared.
EXAMPLE = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""  # noqa: E501 - a signature is one line
# Published with its keys by an implementation in another language.
FOREIGN = """nucleoledger.com/recibos
5
zskn84s97pizKDh6YIJ2cWTOUA4zcWUxL7zmlh7Rt4g=

— nucleoledger.com/recibos O0zkALS6PItaJH+VC289ZBzrYsb7xePmn2CAJpRBButDQwxCBimslaUmSOWqzRv4Drj4t4xCsAjXOpWJoCu/xCCcAwc=
— witness.example/w1 D3og2AAAAABqnX/wMYluZnTcuCWSNUsNysjhUbHMvyxQ7zy/t65M0+g9n9OOyfCkY9zImJxJteSvTnWG0muRW0PRoEpn/s+PK4daCg==
"""  # noqa: E501 - a signature is one line
FOREIGN_KEYS = [
    ("nucleoledger.com/recibos", ED25519, "5e423033044f56a13a686799487bcbfa63dd1e39204cec27dd39a26daa615628"),
    ("witness.example/w1", COSIGNATURE, "1e985ffbe45a77ee58253c6b392ae9272442cee842cec49dbf88fbb0fffd16a8"),
]
ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


def test_the_example_of_the_specification_is_read_and_written_as_it_is() -> None:
    """Origin, size, root, two signatures, and the witness's time, which the specification spells out."""
    note = Note.parse(EXAMPLE)
    read = Checkpoint.parse(note.text)
    assert (read.origin, read.size) == ("example.com/behind-the-sofa", 20852163)
    assert read.text == note.text
    assert str(note) == EXAMPLE
    assert [len(s.raw) for s in note.signatures] == [64, 72]
    assert note.signatures[1].time == 1679315147


def test_a_checkpoint_that_another_implementation_signed_and_witnessed_is_verified() -> None:
    """So both kinds of signature are those of the specification and not only our own."""
    keys = [VerifierKey(name, kind, bytes.fromhex(public)) for name, kind, public in FOREIGN_KEYS]
    note = Note.parse(FOREIGN)
    assert [(key.kind, signature.time if key.kind == COSIGNATURE else 0) for key, signature in note.verified(keys)] == [
        (ED25519, 0),
        (COSIGNATURE, 1788706800),
    ]
    with pytest.raises(ValueError, match="does not fit"):
        Note.parse(FOREIGN.replace("\n5\n", "\n6\n")).verified(keys)


def test_a_log_signs_under_its_own_name() -> None:
    """The key of another log is refused."""
    signer = SignerKey("jail.example/log", ED25519, bytes(32))
    note = Checkpoint("jail.example/log", 3, bytes(32)).signed(signer)
    assert len(note.verified([signer.verifier])) == 1
    with pytest.raises(ValueError, match=r"named `jail.example/log` and the log `other.example/log`"):
        Checkpoint("other.example/log", 3, bytes(32)).signed(signer)


def test_a_witness_signs_under_the_log() -> None:
    """The note then has both, and each is verified by its own key."""
    signer = SignerKey("jail.example/log", ED25519, bytes(32))
    witness = SignerKey("witness.example/w1", COSIGNATURE, bytes(range(32)))
    note = Checkpoint("jail.example/log", 3, bytes(32)).signed(signer)
    note = note.with_signatures([witness.sign(note.text, 1_790_000_000)])
    found = Note.parse(str(note)).verified([signer.verifier, witness.verifier])
    assert [key.name for key, _ in found] == ["jail.example/log", "witness.example/w1"]


@pytest.mark.parametrize(
    "text",
    [
        f"log\n042\n{ROOT}\n",
        f"log\n-1\n{ROOT}\n",
        f"log\n\u0661\n{ROOT}\n",
        f"log\n{2**63}\n{ROOT}\n",
        f"log\n{'9' * 5000}\n{ROOT}\n",
        f"a log\n1\n{ROOT}\n",
        f"\n1\n{ROOT}\n",
        "log\n1\nAAAA\n",
        f"log\n1\n{ROOT}",
        f"log\n1\n{ROOT}\nextension\n",
        f"log\n1\n{ROOT[:-2]}J=\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(text: str) -> None:
    """A size has no zero in front, a root has 32 bytes, and further lines say what nobody can check."""
    with pytest.raises(ValueError, match=r"."):
        Checkpoint.parse(text)
