"""Signed notes, as C2SP signed-note fixes them: a text, an empty line, and a line for each signature.

A signature counts only where its name and number are those of a key that the reader already trusts.
Two kinds of key are known: Ed25519 over the text itself, and a witness's Ed25519 over the text and a time.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 0x01
COSIGNATURE = 0x04
KINDS = (ED25519, COSIGNATURE)
DASH = "— "
MAX_SIGNATURES = 100
PRIME = 2**255 - 19
SECRET = "PRIVATE+KEY+"  # noqa: S105 - how every such key begins, and no secret
LATEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: the name of the key, its number and the bytes signed with it."""

    name: str
    key_id: bytes
    raw: bytes

    def __str__(self) -> str:
        return f"{DASH}{self.name} {to_base64(self.key_id + self.raw)}\n"

    @property
    def time(self) -> int:
        """The seconds since 1970 that a witness's signature states."""
        return int.from_bytes(self.raw[:8], "big")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name, written `name+number+base64`."""

    name: str
    kind: int
    public: bytes

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{to_base64(bytes([self.kind]) + self.public)}"

    @property
    def key_id(self) -> bytes:
        """The number of the key: four bytes of a hash over name, kind and key. It is short and proves nothing."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Return the key that is written so; ValueError says what is wrong with it."""
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise ValueError("a key is written NAME+NUMBER+BASE64")
        name, number, rest = parts
        material = from_base64(rest)
        if not is_name(name):
            raise ValueError("the name of a key is not empty and holds neither a space nor a plus")
        if len(material) != 33 or material[0] not in KINDS:
            raise ValueError("neither an Ed25519 key nor a witness's key")
        if int.from_bytes(material[1:], "little") & (2**255 - 1) >= PRIME:
            raise ValueError("no point of the curve")
        key = cls(name, material[0], material[1:])
        if key.key_id.hex() != number:
            raise ValueError(f"its number should be {key.key_id.hex()}")
        return key

    def made(self, signature: Signature) -> bool:
        """Say whether a signature claims to be by this key."""
        return (signature.name, signature.key_id) == (self.name, self.key_id)

    def verifies(self, text: str, signature: Signature) -> bool:
        """Say whether the signature is by this key and over this text."""
        raw = signature.raw
        if self.kind == COSIGNATURE:
            if len(raw) != 72 or signature.time > LATEST:
                return False
            text, raw = witnessed(text, signature.time), raw[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(raw, text.encode())
        except (InvalidSignature, ValueError):
            return False
        return self.made(signature)


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A private key with its name; its text is `PRIVATE+KEY+name+number+base64` and belongs in a file of its own."""

    name: str
    kind: int
    seed: bytes = field(repr=False)

    def __str__(self) -> str:
        key = self.verifier
        return f"{SECRET}{key.name}+{key.key_id.hex()}+{to_base64(bytes([self.kind]) + self.seed)}"

    @classmethod
    def parse(cls, text: str) -> SignerKey:
        """Return the key that is written so; ValueError says what is wrong with it, without repeating it."""
        parts = text.removeprefix(SECRET).split("+", 2)
        if not text.startswith(SECRET) or len(parts) != 3:
            raise ValueError(f"a private key is written {SECRET}NAME+NUMBER+BASE64")
        material = from_base64(parts[2])
        if not is_name(parts[0]) or len(material) != 33 or material[0] not in KINDS:
            raise ValueError("no private key of a known kind")
        key = cls(parts[0], material[0], material[1:])
        if key.verifier.key_id.hex() != parts[1]:
            raise ValueError("the number does not fit the key")
        return key

    @property
    def verifier(self) -> VerifierKey:
        """The public key that belongs to it."""
        return VerifierKey(self.name, self.kind, self._private().public_key().public_bytes_raw())

    def sign(self, text: str, time: int | None = None) -> Signature:
        """Return the signature over a text; a witness's states the time, in seconds since 1970."""
        if (time is None) == (self.kind == COSIGNATURE):
            raise ValueError("a witness's signature states a time, and no other does")
        if time is None:
            raw = self._private().sign(text.encode())
        else:
            raw = time.to_bytes(8, "big") + self._private().sign(witnessed(text, time).encode())
        return Signature(self.name, self.verifier.key_id, raw)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True, slots=True)
class Note:
    """A text with the signatures under it; nothing has been verified yet."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(map(str, self.signatures))}"

    @classmethod
    def parse(cls, text: str) -> Note:
        """Return the note that is written so; ValueError says what is wrong with it."""
        if any(ord(sign) < 0x20 and sign != "\n" for sign in text):
            raise ValueError("a note holds no control characters")
        above, gap, below = text.rpartition("\n\n")
        lines = below.split("\n")
        if not gap or lines.pop() != "" or not lines:
            raise ValueError("a note is a text, an empty line and signature lines")
        if len(lines) > MAX_SIGNATURES:
            raise ValueError(f"more than {MAX_SIGNATURES} signatures")
        return cls(f"{above}\n", tuple(map(parse_signature, lines)))

    def with_signatures(self, added: Iterable[Signature]) -> Note:
        """Return the note with more signatures; one that is there already is not doubled."""
        return Note(self.text, tuple(dict.fromkeys((*self.signatures, *added))))

    def verified(self, keys: Iterable[VerifierKey]) -> list[tuple[VerifierKey, Signature]]:
        """Return the signatures of the known keys; ValueError where one of theirs does not fit the text."""
        found: list[tuple[VerifierKey, Signature]] = []
        for key in keys:
            for signature in filter(key.made, self.signatures):
                if not key.verifies(self.text, signature):
                    raise ValueError(f"the signature of `{key.name}` does not fit what it stands under")
                found.append((key, signature))
        return found


def parse_signature(line: str) -> Signature:
    """Return the signature of a line without its end; ValueError where it is none."""
    name, _, rest = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not is_name(name):
        raise ValueError("a signature line is a dash, a name and base64")
    material = from_base64(rest)
    if len(material) <= 4:
        raise ValueError("a signature line is a dash, a name and base64")
    return Signature(name, material[:4], material[4:])


def witnessed(text: str, time: int) -> str:
    """Return what a witness signs: the text below two lines that say what it is and when."""
    return f"cosignature/v1\ntime {time}\n{text}"


def is_name(text: str) -> bool:
    """Say whether a text can name a key."""
    return bool(text) and not any(sign.isspace() or ord(sign) < 0x20 or sign == "+" for sign in text)


def to_base64(data: bytes) -> str:
    """Return standard base64, with its filling."""
    return base64.b64encode(data).decode()


def from_base64(text: str) -> bytes:
    """Return the bytes; ValueError where the text is not the one way to write them."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("not base64") from None
    if to_base64(data) != text:
        raise ValueError("not base64 as it is written")
    return data
