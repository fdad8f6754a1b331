"""Tiles are laid out as C2SP tlog-tiles says, and a tree grows from its last tiles alone."""

from __future__ import annotations

import pytest

from comity.ledger.merkle import HASH_BYTES, consistency_path, inclusion_path, leaf_hash, nodes_of, tree_root
from comity.ledger.tiles import Tile, from_bundle, grown, nodes_of_tiles, tile_hashes, tiles_of, to_bundle

LEAVES = [leaf_hash(n.to_bytes(4, "big")) for n in range(66_000)]


@pytest.fixture(scope="module")
def kept() -> dict[tuple[int, int], bytes]:
    """Return the tiles of a tree that was grown leaf by leaf."""
    tiles: dict[tuple[int, int], bytes] = {}
    for size, leaf in enumerate(LEAVES):
        for level, index, hashes in grown(lambda *at: tiles.get(at, b""), size, leaf):
            tiles[level, index] = hashes
    return tiles


def test_paths_are_those_of_the_specification() -> None:
    """Index 1234067 is its own example."""
    assert Tile(0, 1234067).path == "tile/0/x001/x234/067"
    assert Tile(2, 0, 1).path == "tile/2/000.p/1"
    assert Tile(0, 999).path == "tile/0/999"
    assert Tile(0, 1000).path == "tile/0/x001/000"
    assert Tile(0, 273, 112).bundle_path == "tile/entries/273.p/112"


def test_the_tiles_of_the_specification_example() -> None:
    """A tree of 70,000 has 273 full tiles at level 0, and partial ones of width 112, 17 and 1."""
    tiles = tiles_of(70_000)
    assert len([tile for tile in tiles if tile.level == 0 and tile.width == 256]) == 273
    assert [tile for tile in tiles if tile.width < 256] == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert tiles_of(256) == [Tile(0, 0), Tile(1, 0, 1)]
    assert tiles_of(0) == []


def test_a_tree_that_grew_from_its_tiles_is_the_tree_of_its_leaves(kept: dict[tuple[int, int], bytes]) -> None:
    """Every tile, root and proof is the same, at sizes around the edges of tiles."""
    whole, tiled = nodes_of(LEAVES), nodes_of_tiles(lambda *at: kept.get(at, b""))
    assert {(t.level, t.index): t.width for t in tiles_of(len(LEAVES))} == {
        at: len(hashes) // HASH_BYTES for at, hashes in kept.items()
    }
    assert all(tile_hashes(whole, tile) == kept[tile.level, tile.index] for tile in tiles_of(len(LEAVES)))
    for size in (0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 66_000):
        assert tree_root(tiled, size) == tree_root(whole, size)
        if size:
            assert inclusion_path(tiled, size // 3, size) == inclusion_path(whole, size // 3, size)
            assert consistency_path(tiled, size // 2, size) == consistency_path(whole, size // 2, size)


def test_a_leaf_is_added_by_reading_one_tile_of_each_level(kept: dict[tuple[int, int], bytes]) -> None:
    """However large the tree is."""
    read: list[tuple[int, int]] = []

    def tiles(level: int, index: int) -> bytes:
        read.append((level, index))
        return kept.get((level, index), b"")

    written = grown(tiles, 65_999, LEAVES[-1])
    assert [(level, index) for level, index, _ in written] == [(0, 257)]
    assert read == [(0, 257)]


def test_a_missing_or_cut_tile_is_told() -> None:
    """No root is made up over a gap."""
    with pytest.raises(ValueError, match="tile 0/1 is missing or too short"):
        grown(lambda *_: b"", 300, LEAVES[0])
    with pytest.raises(ValueError, match="tile 0/0 is missing or too short"):
        tree_root(nodes_of_tiles(lambda *_: bytes(HASH_BYTES)), 2)


def test_entries_come_out_of_a_bundle_as_they_went_in() -> None:
    """Each stands after its length; a cut bundle and an entry that is too long are refused."""
    entries = [b"", b"a", b"b" * 300]
    bundle = to_bundle(entries)
    assert bundle[:5] == b"\x00\x00\x00\x01a"
    assert list(from_bundle(bundle)) == entries
    for cut in (bundle[:-1], bundle[:-300], bundle + b"\x00"):
        with pytest.raises(ValueError, match="cut"):
            from_bundle(cut)
    with pytest.raises(ValueError, match="65536 bytes"):
        to_bundle([bytes(65_536)])
