"""The docket as a list: each bill and suit with its last stage, and how old and how good its sources are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.docket.step import Step, StepWords
from comity.law.body import Body
from comity.law.instrument import Overlay
from comity.vocabulary.place import path_of

READ = ("primary", "secondary", "memory")


@dataclass(frozen=True, slots=True)
class Entry:
    """A bill or suit on a day. `read` is the best way in which any source was read; `looked` when one was last read.

    A source read late may itself be old: the day of the last stage says how far what we know reaches.
    """

    overlay: Overlay
    on: date
    stage: str
    step: Step | None
    age: int
    read: str
    looked: date
    looked_ago: int

    @property
    def overlaid(self) -> bool:
        """Return whether it has provisions, so that `comity whatif` can say what it would change."""
        return bool(self.overlay.law.provisions)


def entries(
    body: Body, words: StepWords, on: date, *, place: str | None = None, kind: str | None = None
) -> list[Entry]:
    """Return the docket as it was known to stand on a day, by place and id: later stages are left out.

    With `place`, what is of that place or below it. A bill without a stage by then is not there yet.
    """
    found = []
    for overlay in sorted(body.overlays.values(), key=lambda o: (o.law.place, o.kind, o.id)):
        if (kind and overlay.kind != kind) or (place and place not in path_of(overlay.law.place)):
            continue
        stages = [s for s in overlay.stages if s[0] <= on]
        if not stages:
            continue
        day, stage = stages[-1]
        sources = overlay.law.sources.values()
        looked = max(date.fromisoformat(s["on"]) for s in sources)
        best = min((s["read"] for s in sources), key=READ.index)
        step = words.step(overlay.kind, stage)
        found.append(Entry(overlay, day, stage, step, (on - day).days, best, looked, (on - looked).days))
    return found
