"""What the tree holds of an event: a commitment, which shows nothing of it and lets nobody change it.

The event and its salt lie beside the tree. Erase both, and the tree stands while nobody can tell what the entry said.
The salt is what keeps a guess from being tried: an event of few possible values would else be found by trying them.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from comity.ledger.merkle import HASH_BYTES, leaf_hash
from comity.ledger.note import from_base64, to_base64

SALT_BYTES = 32
PREFIX = b"comity-commitment/v1\n"
LEAF_TYPE = "comity-entry/v1"
MAX_NUMBER = 2**53 - 1
MAX_DEPTH = 40


def canonical(value: Any) -> bytes:
    """Return the one way to write plain data: RFC 8785, for data without fractions.

    Keys are sorted by their UTF-16 code units; there is no space; text is UTF-8 with only what must be escaped.
    ValueError: a fraction, a whole number beyond 2^53 - 1, text that is no Unicode, or anything that is not plain.

    >>> canonical({"b": [True, None], "a": 1})
    b'{"a":1,"b":[true,null]}'
    """
    text = json.dumps(_ordered(value, 0), ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise ValueError("half of a character pair in a text") from None


def from_canonical(data: bytes) -> Any:
    """Return the value; ValueError where the bytes are not the one way to write it."""
    try:
        value = json.loads(data.decode())
    except (ValueError, RecursionError):
        raise ValueError("not JSON in UTF-8") from None
    if canonical(value) != data:
        raise ValueError("not written in the canonical way")
    return value


def event_bytes(event: Mapping[str, Any]) -> bytes:
    """Return an event as it is committed to; ValueError where it is no object that says its `kind`."""
    kind = event.get("kind")
    if not isinstance(kind, str) or not kind:
        raise ValueError("an event says its `kind`")
    return canonical(dict(event))


def new_salt() -> bytes:
    """Return a salt for one event, from the system's source of randomness."""
    return secrets.token_bytes(SALT_BYTES)


def commitment_of(salt: bytes, event: bytes) -> bytes:
    """Return the commitment to an event, given in its canonical bytes; ValueError for a salt of another length."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return sha256(PREFIX + salt + event).digest()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One entry as the tree holds it: whose log, at which index, with which commitment."""

    log: str
    index: int
    commitment: bytes

    @property
    def data(self) -> bytes:
        """The bytes that are hashed into the tree."""
        fields = {"commitment": to_base64(self.commitment), "index": self.index, "log": self.log, "type": LEAF_TYPE}
        return canonical(fields)

    @property
    def hash(self) -> bytes:
        """The leaf hash of RFC 6962."""
        return leaf_hash(self.data)

    @classmethod
    def parse(cls, data: bytes) -> Leaf:
        """Return the leaf of these bytes; ValueError where they are none."""
        fields = from_canonical(data)
        if not isinstance(fields, dict) or fields.keys() != {"commitment", "index", "log", "type"}:
            raise ValueError("a leaf has a commitment, an index, a log and a type")
        index, log, commitment = fields["index"], fields["log"], fields["commitment"]
        if fields["type"] != LEAF_TYPE or not isinstance(log, str) or not isinstance(commitment, str):
            raise ValueError("a leaf of another kind")
        if type(index) is not int or index < 0 or len(from_base64(commitment)) != HASH_BYTES:
            raise ValueError("a leaf of another kind")
        return cls(log, index, from_base64(commitment))


def _ordered(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise ValueError(f"more than {MAX_DEPTH} levels deep")
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        if abs(value) > MAX_NUMBER:
            raise ValueError(f"a whole number beyond {MAX_NUMBER}")
        return int(value)
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise ValueError("a key that is no text")
        keys = sorted(value, key=lambda key: str(key).encode("utf-16-be", "surrogatepass"))
        return {key: _ordered(value[key], depth + 1) for key in keys}
    if isinstance(value, (list, tuple)):
        return [_ordered(item, depth + 1) for item in value]
    raise ValueError("neither text, whole number, truth value, nothing, list nor object")
