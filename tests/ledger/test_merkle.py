"""Trees, roots and proofs are those of RFC 6962; the vectors are its reference implementations' eight leaves."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.ledger.merkle import (
    EMPTY_ROOT,
    consistency_path,
    inclusion_path,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    nodes_of,
    tree_root,
)

DATA = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = """
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77
d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4
76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef
ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c
5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328
""".split()
INCLUDED = {
    (0, 8): """
    96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7
    5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e
    6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
    """,
    (5, 8): """
    bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
    ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0
    d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
    """,
    (2, 3): "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    (0, 1): "",
}
CONSISTENT = {
    (1, 1): "",
    (1, 8): """
    96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7
    5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e
    6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
    """,
    (6, 8): """
    0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a
    ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0
    d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
    """,
    (2, 5): """
    5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e
    bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
    """,
}
LEAVES = [leaf_hash(bytes.fromhex(data)) for data in DATA]
MANY = [leaf_hash(bytes([n])) for n in range(70)]


def hashes(text: str) -> list[bytes]:
    return [bytes.fromhex(word) for word in text.split()]


def naive(leaves: list[bytes]) -> bytes:
    """Return the root as RFC 6962 defines it, word for word."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256(b"").digest()
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return node_hash(naive(leaves[:k]), naive(leaves[k:]))


@pytest.mark.parametrize("size", range(9))
def test_the_known_roots(size: int) -> None:
    """The tree of the first leaves has the root that every implementation gives it."""
    assert tree_root(nodes_of(LEAVES), size).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUDED)
def test_the_known_inclusion_paths(index: int, size: int) -> None:
    """A path is made as the vectors have it, and leads to the root."""
    path = inclusion_path(nodes_of(LEAVES), index, size)
    assert path == hashes(INCLUDED[index, size])
    assert is_included(LEAVES[index], index, size, path, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "new"), CONSISTENT)
def test_the_known_consistency_paths(old: int, new: int) -> None:
    """A proof that one tree adds to another is made as the vectors have it, and holds."""
    path = consistency_path(nodes_of(LEAVES), old, new)
    assert path == hashes(CONSISTENT[old, new])
    assert is_consistent(old, new, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new]), path)


@given(st.integers(0, 70))
def test_every_root_is_that_of_the_definition(size: int) -> None:
    """Asking for complete subtrees gives what hashing all leaves gives."""
    assert tree_root(nodes_of(MANY), size) == naive(MANY[:size])


@given(st.integers(1, 70).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))), st.data())
def test_a_leaf_is_shown_to_be_where_it_is_and_nowhere_else(at: tuple[int, int], data: st.DataObject) -> None:
    """Another place, size, leaf, path or root does not pass."""
    index, size = at
    root = naive(MANY[:size])
    path = inclusion_path(nodes_of(MANY), index, size)
    assert is_included(MANY[index], index, size, path, root)
    assert not is_included(bytes(32), index, size, path, root)
    assert not is_included(MANY[index], index, size, path, bytes(32))
    assert not is_included(MANY[index], index, size, [*path, bytes(32)], root)
    other = data.draw(st.integers(-1, size).filter(lambda n: n != index))
    assert not is_included(MANY[index], other, size, path, root)
    if path:
        spoilt = data.draw(st.integers(0, len(path) - 1))
        assert not is_included(MANY[index], index, size, [*path[:spoilt], bytes(32), *path[spoilt + 1 :]], root)
        assert not is_included(MANY[index], index, size, path[:spoilt] + path[spoilt + 1 :], root)


@given(st.integers(0, 70).flatmap(lambda new: st.tuples(st.integers(0, new), st.just(new))), st.data())
def test_a_tree_is_shown_to_add_and_not_to_change(sizes: tuple[int, int], data: st.DataObject) -> None:
    """A proof holds for its two trees only."""
    old, new = sizes
    roots = naive(MANY[:old]), naive(MANY[:new])
    path = consistency_path(nodes_of(MANY), old, new)
    assert is_consistent(old, new, *roots, path)
    assert not is_consistent(old, new, bytes(32), roots[1], path)
    assert not is_consistent(old, new, *roots, [*path, bytes(32)])
    if old:
        changed = data.draw(st.integers(0, old - 1))
        forged = [*MANY[:changed], bytes(32), *MANY[changed + 1 :]]
        assert not is_consistent(old, new, roots[0], naive(forged[:new]), consistency_path(nodes_of(forged), old, new))
    if path:
        spoilt = data.draw(st.integers(0, len(path) - 1))
        assert not is_consistent(old, new, *roots, [*path[:spoilt], bytes(32), *path[spoilt + 1 :]])
        assert not is_consistent(old, new, *roots, path[:spoilt] + path[spoilt + 1 :])


def test_what_cannot_be_shown_is_refused() -> None:
    """A leaf beyond the tree has no path, and a smaller tree adds to no larger one."""
    with pytest.raises(ValueError, match="no leaf 8 in a tree of 8"):
        inclusion_path(nodes_of(LEAVES), 8, 8)
    with pytest.raises(ValueError, match="a tree of 3 cannot add to a tree of 4"):
        consistency_path(nodes_of(LEAVES), 4, 3)
    assert not is_consistent(4, 3, bytes(32), bytes(32), [])
    assert not is_consistent(3, 4, bytes(32), bytes(32), [])
    assert EMPTY_ROOT.hex() == ROOTS[0]
