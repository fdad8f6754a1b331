"""Verify a log exported by Comity, with nothing but Python 3.11 or newer: this one file can be read in a sitting.

    python3 comity_verify.py log.jsonl [--key KEY] [--witness KEY]... [--held FILE]...

It ends with 0 where the log verifies, 1 where it does not, 2 where it was asked badly.
A log is JSON lines: one with the keys and counts, then signed checkpoints, then entries. Hashes are those of RFC 6962,
signatures Ed25519 (RFC 8032) under C2SP signed notes; docs/ledger.md of Comity gives the format byte for byte.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

FORMAT = "comity-ledger/v1"
LOG_KEY, WITNESS_KEY = 1, 4
DASH = "\u2014 "
MANY = 12
CLOSING = "A log proves order, and that nothing was changed since it was signed; not that what was written is true."
APART = "both carry the log's signature, so keep both: together they show it"


class WrongError(Exception):
    """The log does not verify; the message says where and why."""


# Ed25519, as RFC 8032 section 5.1 has it: points of a curve over the whole numbers modulo P, verified only.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]  # x/z, y/z, with x*y/z as fourth


def add_points(a: Point, b: Point) -> Point:
    """Return the sum of two points."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    """Return a point added to itself that many times."""
    found: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add_points(found, point)
        point = add_points(point, point)
        number >>= 1
    return found


def from_bytes(data: bytes) -> Point | None:
    """Return the point that 32 bytes stand for, where they stand for one."""
    y = int.from_bytes(data, "little")
    odd, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and odd):
        return None
    if x & 1 != odd:
        x = P - x
    return x, y, 1, x * y % P


def to_bytes(point: Point) -> bytes:
    """Return the 32 bytes of a point."""
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


GENERATOR = from_bytes((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether a signature is by this key and over this message."""
    key, s = from_bytes(public), int.from_bytes(signature[32:], "little")
    if key is None or GENERATOR is None or len(signature) != 64 or s >= ORDER:
        return False
    h = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    minus = (P - key[0], key[1], key[2], P - key[3])
    return to_bytes(add_points(times(s, GENERATOR), times(h, minus))) == signature[:32]


# Keys and signed notes.


class Key(NamedTuple):
    """A public key as it is written, its name, its number, which kind it is, and its bytes."""

    text: str
    name: str
    number: bytes
    kind: int
    public: bytes


class Signature(NamedTuple):
    """A signature line: whose it claims to be, and its bytes."""

    name: str
    number: bytes
    raw: bytes


def unbase64(text: Any) -> bytes:
    """Return the bytes; ValueError where the text is not the one way to write them."""
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        raise ValueError("not base64") from None
    if base64.b64encode(data).decode() != text:
        raise ValueError("not base64 as it is written")
    return data


def is_name(text: str) -> bool:
    """Say whether a text can name a key."""
    return bool(text) and not any(sign.isspace() or ord(sign) < 0x20 or sign == "+" for sign in text)


def read_key(text: str) -> Key:
    """Return the key that is written NAME+NUMBER+BASE64."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise ValueError("a key is written NAME+NUMBER+BASE64")
    material = unbase64(parts[2])
    if not is_name(parts[0]):
        raise ValueError("the name of a key is not empty and holds neither a space nor a plus")
    if len(material) != 33 or material[0] not in {LOG_KEY, WITNESS_KEY}:
        raise ValueError("neither an Ed25519 key nor a witness's key")
    if int.from_bytes(material[1:], "little") & (1 << 255) - 1 >= P:
        raise ValueError("no point of the curve")
    number = sha256(parts[0].encode() + b"\n" + material).digest()[:4]
    if number.hex() != parts[1]:
        raise ValueError(f"its number should be {number.hex()}")
    return Key(text, parts[0], number, material[0], material[1:])


def fits(key: Key, text: str, raw: bytes) -> bool:
    """Say whether the bytes of a signature are by this key over this text; a witness signs a time as well."""
    message = text
    if key.kind == WITNESS_KEY:
        time, raw = int.from_bytes(raw[:8], "big"), raw[8:]
        if time >= 2**63:
            return False
        message = f"cosignature/v1\ntime {time}\n{text}"
    return is_signed(key.public, message.encode(), raw)


def read_note(text: str) -> tuple[str, list[Signature]]:
    """Return the text of a signed note and its signatures."""
    if any(ord(sign) < 0x20 and sign != "\n" for sign in text):
        raise ValueError("a note holds no control characters")
    above, gap, below = text.rpartition("\n\n")
    lines = below.split("\n")
    if not gap or lines.pop() or not lines:
        raise ValueError("a note is a text, an empty line and signature lines")
    if len(lines) > 100:
        raise ValueError("more than 100 signatures")
    signatures = []
    for line in lines:
        name, _, rest = line.removeprefix(DASH).partition(" ")
        if not line.startswith(DASH) or not is_name(name):
            raise ValueError("a signature line is a dash, a name and base64")
        material = unbase64(rest)
        if len(material) <= 4:
            raise ValueError("a signature line is a dash, a name and base64")
        signatures.append(Signature(name, material[:4], material[4:]))
    return f"{above}\n", signatures


def read_checkpoint(text: str) -> tuple[str, int, bytes]:
    """Return the origin, the size and the root of a checkpoint's three lines."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:
        raise ValueError("a checkpoint is an origin, a size and a root, each on its line")
    origin, size, root = lines[0], lines[1], lines[2]
    if not is_name(origin):
        raise ValueError("an origin is not empty and holds neither a space nor a plus")
    if not (size.isascii() and size.isdigit() and len(size) < 20 and str(int(size)) == size):
        raise ValueError(f"`{size[:30]}` is no size")
    if int(size) >= 2**63:
        raise ValueError(f"a size is at most {2**63 - 1}")
    hashed = unbase64(root)
    if len(hashed) != 32:
        raise ValueError(f"a root has 32 bytes, not {len(hashed)}")
    return origin, int(size), hashed


# The Merkle tree of RFC 6962, and the one way to write a line.


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes: pairs are hashed level by level, and an odd last one moves up as it is."""
    level = list(leaves) or [sha256(b"").digest()]
    while len(level) > 1:
        pairs = [sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0]


def ordered(value: Any, depth: int = 0) -> Any:
    """Return plain data with its keys sorted by UTF-16 code units; ValueError for anything else."""
    if depth > 40:
        raise ValueError("more than 40 levels deep")
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: str(key).encode("utf-16-be", "surrogatepass"))
        return {key: ordered(value[key], depth + 1) for key in keys}
    if isinstance(value, list):
        return [ordered(item, depth + 1) for item in value]
    if isinstance(value, int) and abs(value) >= 2**53:
        raise ValueError(f"a whole number beyond {2**53 - 1}")
    if value is not None and not isinstance(value, (bool, int, str)):
        raise ValueError("neither text, whole number, truth value, nothing, list nor object")
    return value


def written(value: Any) -> bytes:
    """Return the one way to write plain data: RFC 8785, for data without fractions."""
    try:
        return json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        raise ValueError("half of a character pair in a text") from None


def read_line(line: bytes) -> dict[str, Any]:
    """Return the object of a line that is written in the one way."""
    try:
        value = json.loads(line.decode())
    except (ValueError, RecursionError):
        raise ValueError("not JSON in UTF-8") from None
    if written(value) != line:
        raise ValueError("not written in the canonical way")
    if not isinstance(value, dict):
        raise ValueError("a line is an object")  # noqa: TRY004 - it is the file that is wrong
    return value


# The log.


class Log:
    """A log that has been read: its keys, what was signed, and the leaf hash of each entry."""

    def __init__(self, key: Key, witnesses: list[Key]) -> None:
        self.key = key
        self.witnesses = witnesses
        self.checkpoints: list[tuple[int, bytes]] = []
        self.leaves: list[bytes] = []
        self.withheld: list[int] = []
        self.sealed: set[int] = set()
        self.signed: dict[str, tuple[int, int]] = {}  # a witness's key: the last size it signed, and when


def read_log(data: bytes, path: str) -> Log:
    """Return a log of which every byte fits; WrongError names the line where it does not."""
    lines = data.split(b"\n")
    if lines.pop():
        wrong(path, len(lines) + 1, "the file ends within a line")
    if not lines:
        wrong(path, 1, "the file is empty")
    log: Log
    log, checkpoints, entries = at_line(path, 1, read_header, lines[0])
    awaited = 1 + checkpoints + entries
    if len(lines) != awaited:
        what = f"the first line announces {awaited} lines, and there are {len(lines)}"
        wrong(path, min(len(lines), awaited + 1), what)
    for number, line in enumerate(lines[1 : 1 + checkpoints], 2):
        at_line(path, number, take_checkpoint, line, log)
    if log.checkpoints[-1][0] != entries:
        wrong(path, 1 + checkpoints, "the last checkpoint is not over all entries")
    for witness in log.witnesses:
        if witness.text not in log.signed:
            wrong(path, 1, f"the witness `{witness.name}` is named and signed nothing")
    for number, line in enumerate(lines[1 + checkpoints :], 2 + checkpoints):
        at_line(path, number, take_entry, line, log)
    for number, (size, root) in enumerate(log.checkpoints, 2):
        if tree_root(log.leaves[:size]) != root:
            wrong(path, number, f"the first {size} entries do not have the root that was signed")
    return log


def wrong(path: str, number: int, what: str) -> NoReturn:
    """Say at which line a log is wrong."""
    raise WrongError(f"{path}:{number}: {what}")


def at_line(path: str, number: int, read: Callable[..., Any], line: bytes, *given: Any) -> Any:
    """Read one line, and say where it is wrong."""
    try:
        return read(read_line(line), *given)
    except ValueError as error:
        return wrong(path, number, str(error))


def read_header(told: dict[str, Any]) -> tuple[Log, int, int]:
    """Return the log with its keys, and how many checkpoints and entries follow."""
    if told.keys() != {"checkpoints", "entries", "format", "key", "witnesses"} or told["format"] != FORMAT:
        raise ValueError(f"not the first line of a log in the format {FORMAT}")
    checkpoints, entries, keys = told["checkpoints"], told["entries"], told["witnesses"]
    if type(checkpoints) is not int or type(entries) is not int or checkpoints < 1 or entries < 0:
        raise ValueError("a log has at least one checkpoint, and a number of entries")
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in [*keys, told["key"]]):
        raise ValueError("a key is a text")
    if keys != sorted(set(keys)):
        raise ValueError("the witnesses are not in their order")
    log = Log(read_key(told["key"]), [read_key(key) for key in keys])
    if log.key.kind != LOG_KEY or any(witness.kind != WITNESS_KEY for witness in log.witnesses):
        raise ValueError("a log signs with one kind of key, and a witness with the other")
    return log, checkpoints, entries


def take_checkpoint(told: dict[str, Any], log: Log) -> None:
    """Check one checkpoint: whose log, in order, signed by the log first and then only by the witnesses named."""
    if told.keys() != {"checkpoint"} or not isinstance(told["checkpoint"], str):
        raise ValueError("a checkpoint should stand here")
    text, signatures = read_note(told["checkpoint"])
    origin, size, root = read_checkpoint(text)
    if origin != log.key.name:
        raise ValueError(f"a checkpoint of another log, `{origin}`")
    if log.checkpoints and size <= log.checkpoints[-1][0]:
        raise ValueError("the checkpoints are not in their order")
    numbered = {(key.name, key.number): (place, key) for place, key in enumerate([log.key, *log.witnesses])}
    signers = [numbered.get((name, number)) for name, number, _ in signatures]
    found = [signer for signer in signers if signer is not None]
    places = [place for place, _ in found]
    if len(found) < len(signers) or places[0] != 0 or places != sorted(set(places)):
        raise ValueError("the signatures are not the log's and then those of the witnesses named, in their order")
    for (_, key), (_, _, raw) in zip(found, signatures, strict=True):
        if not fits(key, text, raw):
            raise ValueError(f"the signature of `{key.name}` does not fit what it stands under")
        if key.kind == WITNESS_KEY:
            log.signed[key.text] = size, int.from_bytes(raw[:8], "big")
    log.checkpoints.append((size, root))


def take_entry(told: dict[str, Any], log: Log) -> None:
    """Check one entry and add its leaf: the commitment is there, or is made from the salt and the event."""
    index = len(log.leaves)
    if told.keys() not in ({"event", "index", "salt"}, {"commitment", "index"}):
        raise ValueError("an entry has an index and a commitment, or an index, a salt and an event")
    if type(told["index"]) is not int or told["index"] != index:
        raise ValueError(f"entry {index} should stand here")
    event, hidden = told.get("event"), told.get("salt", told.get("commitment"))
    if "event" in told and not isinstance(event, dict):
        raise ValueError("an event is an object")
    secret = unbase64(hidden) if isinstance(hidden, str) else b""
    if len(secret) != 32:
        raise ValueError("32 bytes in base64 should stand here")
    if event is None:
        commitment = secret
        log.withheld.append(index)
    else:
        if not isinstance(event.get("kind"), str) or not event["kind"]:
            raise ValueError("an event says its `kind`")
        commitment = sha256(b"comity-commitment/v1\n" + secret + written(event)).digest()
        if event["kind"] == "sealed" and type(event.get("entry")) is int:
            log.sealed.add(event["entry"])
    encoded = base64.b64encode(commitment).decode()
    leaf = {"commitment": encoded, "index": index, "log": log.key.name, "type": "comity-entry/v1"}
    log.leaves.append(sha256(b"\x00" + written(leaf)).digest())


# What is said of it.


def verified(
    path: str, data: bytes, key: Key | None, witnesses: Sequence[Key], held: Sequence[tuple[str, bytes]]
) -> list[str]:
    """Return what is certain of a log, as lines; WrongError says where it does not verify."""
    log = read_log(data, path)
    if key is not None and key != log.key:
        raise WrongError(f"{path}:1: signed with {log.key.text}; you gave {key.text}")
    size = len(log.leaves)
    whose = "the key you gave" if key else "a key that only the file names: ask the agency for it by another way"
    said = [f"{log.key.name}: {size} entries, root {log.checkpoints[-1][1].hex()}"]
    said.append(f"  signed with {log.key.text}, {whose}")
    said.append(f"  checkpoints at {listed([at for at, _ in log.checkpoints])} entries, each adding to the one before")
    for witness in witnesses:
        if witness not in log.witnesses:
            raise WrongError(f"{path}:1: the witness {witness.text} signed no checkpoint of this log")
    for witness in log.witnesses:
        at, time = log.signed[witness.text]
        whose = "the key you gave" if witness in witnesses else "a key that only the file names"
        said.append(f"  {witness.name} signed at {at} entries, {clock(time)}, {whose}")
        if at < size:
            said.append(f"  not yet signed by {witness.name}: the last {size - at} entries")
    if log.withheld:
        said.append(f"  withheld, while their commitments stand: entries {listed(log.withheld)}")
    if gone := sorted(log.sealed.intersection(log.withheld)):
        said.append(f"  sealed, as a later entry says: entries {listed(gone)}")
    said += compared(path, log, held)
    return [
        *said,
        "Every entry is where the signed checkpoint says it is, and each that is shown says what was recorded.",
        CLOSING,
    ]


def compared(path: str, log: Log, held: Sequence[tuple[str, bytes]]) -> list[str]:
    """Compare a log with what it showed before, the shortest first; WrongError says where the histories part."""
    before = sorted((known(name, data, log) for name, data in held), key=lambda one: (one[0], one[1]))
    agreed = 0
    for size, name, leaves, root in before:
        pairs = enumerate(zip(log.leaves, leaves, strict=False))
        at = next((at for at, (one, other) in pairs if one != other), None)
        if at is not None:
            raise WrongError(f"{path}: it parts from {name} at entry {at}; {APART}")
        if size <= len(log.leaves) and root != tree_root(log.leaves[:size]):
            within = f"after the first {agreed} and within the first {size} entries"
            raise WrongError(f"{path}: it parts from {name} {within}; {APART}")
        if size > len(log.leaves):
            what = f"it has {len(log.leaves)} entries, and {name} has {size}"
            raise WrongError(f"{path}: {what}; it is older, or entries were cut from it")
        agreed = size
    return [f"  adds to {name}, of {size} entries" for size, name, _, _ in before]


def known(name: str, data: bytes, log: Log) -> tuple[int, str, list[bytes], bytes]:
    """Return the size, the name, the leaves where there are any, and the root of what a log showed before."""
    if data.startswith(b"{"):
        before = read_log(data, name)
        if before.key != log.key:
            raise WrongError(f"{name}:1: signed with {before.key.text}; the other with {log.key.text}")
        return len(before.leaves), name, before.leaves, before.checkpoints[-1][1]
    try:
        text, signatures = read_note(data.decode())
        origin, size, root = read_checkpoint(text)
    except ValueError as error:
        raise WrongError(f"{name}: {error}") from None
    mine = [s for s in signatures if (s.name, s.number) == (log.key.name, log.key.number)]
    if not mine or origin != log.key.name:
        raise WrongError(f"{name}: not signed with {log.key.text}")
    if not all(fits(log.key, text, s.raw) for s in mine):
        raise WrongError(f"{name}: the signature of `{log.key.name}` does not fit what it stands under")
    return size, name, [], root


def clock(seconds: int) -> str:
    """Return a time as a person reads it."""
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"
    except (ValueError, OverflowError, OSError):
        return f"{seconds} seconds after 1970"


def listed(numbers: Sequence[int]) -> str:
    """Return numbers as a list that stays short."""
    more = f" and {len(numbers) - MANY} more" if len(numbers) > MANY else ""
    return ", ".join(map(str, numbers[:MANY])) + more


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line, print what is certain, and return 0, 1 or 2."""
    parser = argparse.ArgumentParser(description="Verify a log exported by Comity.")
    parser.add_argument("file", metavar="FILE", help="the exported log, or its folder")
    parser.add_argument("--key", help="the public key of the log, as the agency told it by another way")
    parser.add_argument("--witness", action="append", default=[], help="the public key of a witness; may be repeated")
    parser.add_argument("--held", action="append", default=[], help="an earlier checkpoint or log; may be repeated")
    given = parser.parse_args(words)
    try:
        key = read_key(given.key) if given.key else None
        witnesses = [read_key(text) for text in given.witness]
        held = [(name, Path(name).read_bytes()) for name in given.held]
        path = Path(given.file)
        path = path / "log.jsonl" if path.is_dir() else path
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    try:
        said = verified(str(path), data, key, witnesses, held)
    except WrongError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
