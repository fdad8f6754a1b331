"""A body of law as a key, for what follows from its words alone and is worked out once."""

from __future__ import annotations

from comity.law.body import Body


class DigestBody:
    """A body, hashed by its digest so that what follows from its words alone can be kept."""

    def __init__(self, body: Body) -> None:
        self.body = body

    def __hash__(self) -> int:
        return hash(self.body.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DigestBody) and other.body.digest == self.body.digest
