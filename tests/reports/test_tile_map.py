"""The map of tiles: each place once, where its file puts it, in shape, colour and words."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from comity.analysis.compare import posture
from comity.reports.tile_map import LOOKS, Tile, tile_map
from comity.vocabulary.modality import Outcome

TILES = [
    Tile("AA", "Alphaland", (1, 0), "forbids", "forbids it"),
    Tile("BB", "Betaland & Sons", (0, 1), "requires", "requires it"),
    Tile("CC", "Gammaland", None, "unread", "has not been read"),
]
SVG = "{http://www.w3.org/2000/svg}"


def test_every_place_stands_once_with_its_words() -> None:
    """Names are escaped; one without a place on the map stands below it."""
    root = ET.fromstring(tile_map(TILES, "A map", ("note",)))  # noqa: S314 - our own
    told = [g.find(f"{SVG}title").text for g in root.iter(f"{SVG}g")]  # type: ignore[union-attr]
    assert told == ["Alphaland forbids it", "Betaland & Sons requires it", "Gammaland has not been read"]
    at = [
        (int(r.get("x", "")), int(r.get("y", "")))
        for r in (g.find(f"{SVG}rect") for g in root.iter(f"{SVG}g"))
        if r is not None
    ]
    assert len(set(at)) == 3
    assert at[0][0] > at[1][0]
    assert at[2][1] > at[1][1] > at[0][1]
    described = root.find(f"{SVG}desc")
    assert described is not None
    assert "Gammaland has not been read" in str(described.text)


def test_the_legend_counts_each_posture_shown() -> None:
    """And only those."""
    text = tile_map([*TILES, Tile("DD", "Deltaland", (2, 0), "forbids", "forbids it")], "A map")
    assert "forbids it (2)" in text
    assert "requires it (1)" in text
    assert "permits it" not in text


def test_every_posture_has_a_look_and_no_two_share_colour_and_shape_without_need() -> None:
    """What differs in law differs at least in shape or colour, save requires on conditions and the like."""
    words = {posture({o}).key for o in Outcome} | {posture({o, Outcome.NOT_ADDRESSED}).key for o in Outcome}
    assert words <= set(LOOKS)
    assert len(set(LOOKS.values())) == len(LOOKS)


def test_the_same_tiles_give_the_same_bytes() -> None:
    """A page can be compared with one made before."""
    assert tile_map(TILES, "A map") == tile_map(TILES, "A map")
