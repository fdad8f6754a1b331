"""A map of equal tiles as SVG: one tile for each place, with its letters, a shape and a colour for the posture.

Where a place lies on the map is said by its own file (`tile`); places without one stand in a row below. The words of
every tile are in the picture for a screen reader, and the legend says every shape in words.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

SIDE, GAP, EDGE, LINE = 54, 4, 16, 24
_BORDER = 'stroke="#56524c" stroke-width="0.6"'
_FONT = 'font-family="system-ui, DejaVu Sans, sans-serif"'
# A colour (light, text on it) and a shape for each posture; the shape alone tells them apart in black and white.
LOOKS = {
    "requires": ("#1a4480", "#ffffff", "■"),
    "requires_if": ("#a9c4e8", "#14202e", "■"),
    "requires_or_permits": ("#a9c4e8", "#14202e", "■●"),
    "requires_or_forbids": ("#c9b3dc", "#231a2c", "■▲"),
    "permits": ("#cfe6d5", "#14281b", "●"),
    "permits_if": ("#e3f1e6", "#14281b", "●"),
    "forbids": ("#9b1c1c", "#ffffff", "▲"),
    "forbids_if": ("#eab5ae", "#301312", "▲"),
    "forbids_with_exceptions": ("#eab5ae", "#301312", "▲●"),
    "contested": ("#f0cf94", "#2e2108", "◆"),
    "silent": ("#e4e2dd", "#2b2a28", "○"),
    "unread": ("#ffffff", "#2b2a28", "?"),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One place: its letters, full name, position (None: below the map), posture, and what it says in words."""

    letters: str
    name: str
    at: tuple[int, int] | None
    posture: str
    says: str


def tile_map(tiles: Sequence[Tile], title: str, notes: Sequence[str] = ()) -> str:
    """Return the map as one SVG text; the same tiles give the same bytes.

    >>> "<svg" in tile_map([Tile("XX", "Exampleland", (0, 0), "forbids", "forbids it")], "A map")
    True
    """
    placed = [t for t in tiles if t.at is not None]
    columns = max((t.at[0] for t in placed if t.at), default=-1) + 1
    rows = max((t.at[1] for t in placed if t.at), default=-1) + 1
    columns = max(columns, min(len(tiles), 11))
    parts = []
    loose = 0
    for tile in tiles:
        column, row = tile.at or (loose % columns, rows + loose // columns)
        loose += tile.at is None
        parts.append(_tile(tile, column, row))
    high = rows + (loose + columns - 1) // columns
    foot = 4 * LINE + high * (SIDE + GAP)
    legend = list(dict.fromkeys((t.posture, t.says) for t in sorted(tiles, key=lambda t: list(LOOKS).index(t.posture))))
    for number, (posture, says) in enumerate(legend):
        parts.append(_key(posture, says, sum(t.posture == posture for t in tiles), foot + number * LINE))
    foot += len(legend) * LINE + LINE // 2
    for number, note in enumerate(notes):
        parts.append(f'<text x="{EDGE}" y="{foot + number * 18}" font-size="12" fill="#56524c">{escape(note)}</text>')
    wide, tall = 2 * EDGE + columns * (SIDE + GAP), foot + len(notes) * 18 + EDGE
    said = "; ".join(f"{t.name} {t.says}" for t in tiles)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" width="{wide}" height="{tall}" '
        f'{_FONT} role="img" aria-labelledby="t d">'
        f'<title id="t">{escape(title)}</title><desc id="d">{escape(said)}</desc>'
        f'<rect width="{wide}" height="{tall}" fill="#fdfcfa"/>'
        + "".join(_heading(title, wide))
        + "".join(parts)
        + "</svg>\n"
    )


def _heading(title: str, wide: int) -> list[str]:
    said = textwrap.wrap(title, max(20, (wide - 2 * EDGE) // 9))
    style = 'font-size="16" font-weight="bold" fill="#1b1b1b"'
    return [f'<text x="{EDGE}" y="{EDGE + 14 + 20 * n}" {style}>{escape(line)}</text>' for n, line in enumerate(said)]


def _tile(tile: Tile, column: int, row: int) -> str:
    colour, ink, shape = LOOKS[tile.posture]
    x, y = EDGE + column * (SIDE + GAP), 3 * LINE + row * (SIDE + GAP)
    middle = x + SIDE // 2
    return (
        f"<g><title>{escape(f'{tile.name} {tile.says}')}</title>"
        f'<rect x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" rx="4" fill="{colour}" {_BORDER}/>'
        f'<text x="{middle}" y="{y + 24}" text-anchor="middle" font-size="16" font-weight="bold" fill="{ink}">'
        f"{escape(tile.letters)}</text>"
        f'<text x="{middle}" y="{y + 44}" text-anchor="middle" font-size="14" fill="{ink}">{shape}</text></g>'
    )


def _key(posture: str, says: str, count: int, y: int) -> str:
    colour, ink, shape = LOOKS[posture]
    return (
        f'<rect x="{EDGE}" y="{y - 14}" width="34" height="18" rx="3" fill="{colour}" {_BORDER}/>'
        f'<text x="{EDGE + 17}" y="{y}" text-anchor="middle" font-size="12" fill="{ink}">{shape}</text>'
        f'<text x="{EDGE + 44}" y="{y}" font-size="13" fill="#1b1b1b">{escape(says)} ({count})</text>'
    )
