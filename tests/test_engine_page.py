"""The page on the engine shows the table of outcomes that the engine has."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from comity.engine.compile import BUCKETS, combine
from comity.vocabulary.modality import Outcome

PAGE = Path(__file__).parent.parent / "docs" / "engine.md"
START, END = "<!-- table of outcomes -->\n", "<!-- end of table -->"


def table_of_outcomes() -> str:
    """Return the table: which kinds of binding provision stand, and the outcome and basis they make."""
    lines = [
        "| " + " | ".join(f"`{bucket}`" for bucket in BUCKETS) + " | outcome | basis |",
        "|" + "---|" * (len(BUCKETS) + 2),
    ]
    for stands in product((True, False), repeat=len(BUCKETS)):
        bits = sum(1 << k for k, on in enumerate(stands) if on)
        found = combine(bits, None)
        marks = ["stands" if on else "" for on in stands]
        words = "nothing stands: see below" if not bits else str(found.outcome).replace("_", " ")
        basis = ", ".join(sorted(str(b).replace("_", " ") for b in found.basis))
        lines.append("| " + " | ".join([*marks, words, basis]) + " |")
    return "\n".join(lines) + "\n"


def test_the_table_on_the_page_is_the_engine_s() -> None:
    """Every combination of what stands, with the outcome the engine gives it; the page is written by this module."""
    text = PAGE.read_text(encoding="utf-8")
    shown = text[text.index(START) + len(START) : text.index(END)]
    assert shown == table_of_outcomes()


def test_a_permission_never_outweighs_a_limit() -> None:
    """Whatever else stands, a limit beside a permission leaves no outcome that permits."""
    for stands in product((True, False), repeat=len(BUCKETS)):
        bits = sum(1 << k for k, on in enumerate(stands) if on)
        if stands[1] or stands[2]:
            assert combine(bits, None).outcome in (Outcome.PROHIBITED, Outcome.CONTESTED)


def main() -> None:
    """Write the table into the page."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(
        text[: text.index(START) + len(START)] + table_of_outcomes() + text[text.index(END) :], encoding="utf-8"
    )


if __name__ == "__main__":
    main()
