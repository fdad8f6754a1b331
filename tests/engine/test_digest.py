"""A body stands for its words: two bodies of one digest are one key."""

from __future__ import annotations

from dataclasses import replace

from comity.engine.digest import DigestBody
from tests.engine.small_law import body_of


def test_bodies_of_one_digest_are_one_key_and_others_are_not() -> None:
    """A body read twice finds what was kept for it; another body does not, nor does anything else."""
    body = body_of(1)
    same, other = replace(body), replace(body, digest="sha256:other")
    kept = {DigestBody(body): "found"}
    assert kept.get(DigestBody(same)) == "found"
    assert kept.get(DigestBody(other)) is None
    assert DigestBody(body) != body.digest
