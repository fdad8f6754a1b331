"""The tree in tiles, as C2SP tlog-tiles lays it out: 256 hashes of one level in each.

Level 0 holds leaf hashes; each hash of a higher level is the root of one full tile below.
The last tile of a level may be partial. It is a beginning of the full one, so only the widest is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from comity.ledger.merkle import HASH_BYTES, Nodes, nodes_of, tree_root

HEIGHT = 8
WIDTH = 1 << HEIGHT
ENTRY_BYTES = 0xFFFF

# The hashes of the tile at that level and index, one after another; nothing where there is no such tile.
Tiles = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """One tile of a tree: its level, its index and how many hashes it holds."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """The path of the tile below the log's prefix.

        >>> Tile(0, 1234067, 8).path
        'tile/0/x001/x234/067.p/8'
        """
        return _path(str(self.level), self.index, self.width)

    @property
    def bundle_path(self) -> str:
        """The path of the entries whose hashes are in this tile of level 0."""
        return _path("entries", self.index, self.width)


def tiles_of(size: int) -> list[Tile]:
    """Return the tiles of a tree of this size, level by level.

    >>> [(tile.level, tile.width) for tile in tiles_of(256)]
    [(0, 256), (1, 1)]
    """
    found: list[Tile] = []
    level, hashes = 0, size
    while hashes:
        found += [Tile(level, index) for index in range(hashes // WIDTH)]
        if hashes % WIDTH:
            found.append(Tile(level, hashes // WIDTH, hashes % WIDTH))
        level, hashes = level + 1, hashes // WIDTH
    return found


def nodes_of_tiles(tiles: Tiles) -> Nodes:
    """Return the complete subtrees of a tree that is kept in tiles; ValueError where a tile is missing or cut."""

    def node(height: int, index: int) -> bytes:
        level, above = divmod(height, HEIGHT)
        first = index << above
        tile = split(tiles(level, first >> HEIGHT))
        start = first & (WIDTH - 1)
        hashes = tile[start : start + (1 << above)]
        if len(hashes) < 1 << above:
            raise ValueError(f"tile {level}/{first >> HEIGHT} is missing or too short")
        return tree_root(nodes_of(hashes), len(hashes))

    return node


def grown(tiles: Tiles, size: int, leaf: bytes) -> list[tuple[int, int, bytes]]:
    """Return the tiles to write, as (level, index, hashes), when a leaf is added to a tree of `size`.

    Only the last tile of each level is read. ValueError: a tile does not hold what the size says.
    """
    written: list[tuple[int, int, bytes]] = []
    level, position, added = 0, size, leaf
    while True:
        index, width = divmod(position, WIDTH)
        held = tiles(level, index)[: width * HASH_BYTES] if width else b""
        if len(held) != width * HASH_BYTES:
            raise ValueError(f"tile {level}/{index} is missing or too short")
        hashes = held + added
        written.append((level, index, hashes))
        if width + 1 < WIDTH:
            return written
        level, position, added = level + 1, index, tree_root(nodes_of(split(hashes)), WIDTH)


def split(hashes: bytes) -> list[bytes]:
    """Return the hashes of a tile one by one."""
    return [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]


def tile_hashes(nodes: Nodes, tile: Tile) -> bytes:
    """Return what a tile holds, one hash after another."""
    first = tile.index * WIDTH
    return b"".join(nodes(tile.level * HEIGHT, first + at) for at in range(tile.width))


def to_bundle(entries: Iterable[bytes]) -> bytes:
    """Return entries as a bundle, each after its length in two bytes; ValueError where one is too long."""
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > ENTRY_BYTES:
            raise ValueError(f"an entry of {len(entry)} bytes does not fit a bundle")
        parts += [len(entry).to_bytes(2, "big"), entry]
    return b"".join(parts)


def from_bundle(bundle: bytes) -> Sequence[bytes]:
    """Return the entries of a bundle; ValueError where it is cut."""
    entries: list[bytes] = []
    at = 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if at + 2 > len(bundle) or end > len(bundle):
            raise ValueError("the bundle is cut")
        entries.append(bundle[at + 2 : end])
        at = end
    return entries


def _path(kind: str, index: int, width: int) -> str:
    digits = str(index).zfill(-(-len(str(index)) // 3) * 3)
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "/".join([f"x{part}" for part in parts[:-1]] + parts[-1:])
    return f"tile/{kind}/{name}" + (f".p/{width}" if width < WIDTH else "")
