"""Notes and keys are those of C2SP signed-note; the keys are test data of Tessera, the reference log."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.ledger.note import COSIGNATURE, ED25519, Note, SignerKey, VerifierKey, from_base64, to_base64

KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
SECRET = "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg"  # noqa: S105 - published
TEXT = "one line\nand another\n"
# RFC 8032, section 7.1, tests 1 to 3: secret, public, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


def test_a_key_is_read_and_written_as_the_reference_does() -> None:
    """Name, number and key of the vector, public and private."""
    key = VerifierKey.parse(KEY)
    assert (key.name, key.kind, key.key_id.hex()) == ("example.com/log/testdata", ED25519, "33d7b496")
    assert str(key) == KEY
    assert str(SignerKey.parse(SECRET)) == SECRET
    assert SignerKey.parse(SECRET).verifier == key
    assert "AeymY" not in repr(SignerKey.parse(SECRET))


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_ed25519_is_that_of_rfc_8032(secret: str, public: str, message: str, signature: str) -> None:
    """Signatures are the ones of its vectors."""
    signer = SignerKey("vector", ED25519, bytes.fromhex(secret))
    assert signer.verifier.public.hex() == public
    assert signer.sign(bytes.fromhex(message).decode()).raw.hex() == signature


def test_a_note_that_is_signed_opens_with_the_key() -> None:
    """And with no other, and not over another text."""
    signer, key = SignerKey.parse(SECRET), VerifierKey.parse(KEY)
    note = Note(TEXT, (signer.sign(TEXT),))
    assert Note.parse(str(note)) == note
    assert str(note).startswith("one line\nand another\n\n— example.com/log/testdata M9e0l")
    assert [found.name for found, _ in note.verified([key])] == ["example.com/log/testdata"]
    stranger = SignerKey("Other", ED25519, bytes(32)).verifier
    assert note.verified([stranger]) == []
    with pytest.raises(ValueError, match=r"`example.com/log/testdata` does not fit"):
        Note("another text\n", note.signatures).verified([key])


def test_a_witness_signs_the_time_as_well() -> None:
    """Its signature holds the time in eight bytes, and fits no other time and no other text."""
    witness = SignerKey("witness.example/w1", COSIGNATURE, bytes(range(32)))
    signature = witness.sign(TEXT, 1_679_315_147)
    assert (len(signature.raw), signature.time) == (72, 1_679_315_147)
    assert witness.verifier.verifies(TEXT, signature)
    assert not witness.verifier.verifies("another text\n", signature)
    later = type(signature)(signature.name, signature.key_id, (1_679_315_148).to_bytes(8, "big") + signature.raw[8:])
    assert not witness.verifier.verifies(TEXT, later)
    plain = SignerKey("witness.example/w1", ED25519, bytes(range(32)))
    assert plain.verifier.key_id != witness.verifier.key_id
    for signer, time in ((witness, None), (plain, 5)):
        with pytest.raises(ValueError, match="states a time"):
            signer.sign(TEXT, time)


def test_adding_a_signature_twice_adds_it_once() -> None:
    """A witness that answers twice does not double its line."""
    one = SignerKey.parse(SECRET).sign(TEXT)
    assert Note(TEXT).with_signatures([one]).with_signatures([one]).signatures == (one,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT, "a text, an empty line"),
        (f"{TEXT}\n", "a text, an empty line"),
        (f"{TEXT}\n- example.com/log/testdata AAAAAAAA\n", "dash"),
        (f"{TEXT}\n— example.com/log/testdata AAAAAAAA", "a text, an empty line"),
        (f"{TEXT}\n— example.com/log/testdata\n", "dash"),
        (f"{TEXT}\n— example.com/log/testdata AAAAAAA\n", "base64"),
        (f"{TEXT}\n— a+b AAAAAAAA\n", "dash"),
        ("a\tb\n\n— example.com/log/testdata AAAAAAAA\n", "control"),
        (f"{TEXT}\n" + "— example.com/log/testdata AAAAAAAA\n" * 101, "more than 100"),
    ],
)
def test_a_malformed_note_is_refused(text: str, said: str) -> None:
    """And the message says how one is written."""
    with pytest.raises(ValueError, match=said):
        Note.parse(text)


@pytest.mark.parametrize(
    "key",
    [
        "example.com/log/testdata",
        KEY.replace("33d7b496", "33d7b497"),
        KEY.replace("example.com", "an example.com"),
        KEY.replace("+AeHT", "+ATHe"),
        KEY[:-4],
        f"{KEY}=",
        "x+00000000+Af" + "/" * 42,
    ],
)
def test_a_malformed_key_is_refused(key: str) -> None:
    """A key with one sign wrong is no key."""
    with pytest.raises(ValueError, match=r"."):
        VerifierKey.parse(key)
    with pytest.raises(ValueError, match=r"."):
        SignerKey.parse(key)


@given(st.binary(max_size=40))
def test_base64_has_one_way_to_write_each_bytes(data: bytes) -> None:
    """Another spelling of the same bytes is refused, so that no sign can change unseen."""
    text = to_base64(data)
    assert from_base64(text) == data
    if text.endswith("="):
        with pytest.raises(ValueError, match="base64"):
            from_base64(text.rstrip("="))
