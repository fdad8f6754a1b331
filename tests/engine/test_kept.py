"""What was found once is not found again, and no more is kept than was allowed."""

from __future__ import annotations

from comity.engine.kept import Kept


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    """Of three findings in a store for two, the one asked for in between stays."""
    kept, found = Kept(most=2), list[str]()

    def of(name: str) -> str:
        return kept.of((name,), lambda: found.append(name) or name)

    assert [of(n) for n in ("a", "b", "a", "c", "a", "b")] == ["a", "b", "a", "c", "a", "b"]
    assert found == ["a", "b", "c", "b"]
    assert len(kept) == 2
