"""The public face of the library: load a law folder, then ask it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.engine.decision import Decision, decide
from comity.engine.encounter import read_encounter
from comity.engine.explanation import explain
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.load import load_body
from comity.law.provision import Provision
from comity.vocabulary.errors import nearest, problem

if TYPE_CHECKING:
    from comity.audit.run import Audit


class Law:
    """One law folder, read and ready. Everything it answers comes from the engine."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.slices = Slices(body)

    def decision(self, encounter: Mapping[str, Any], where: str = "encounter", *, watched: bool = True) -> Decision:
        """Return the decision of an encounter as values. Raise InputError for bad input."""
        return decide(read_encounter(encounter, self.body, where), self.slices, where, watched=watched)

    def decide(self, encounter: Mapping[str, Any], where: str = "encounter") -> dict[str, Any]:
        """Return the decision of an encounter as plain data.

        Raise InputError naming every wrong word, value or contradiction.
        """
        return explain(self.decision(encounter, where), self.body)

    def ask(self, encounter: Mapping[str, Any], action: str) -> list[dict[str, Any]]:
        """Return the questions that can still change the answer of one action, the best first."""
        if action not in self.body.words.actions:
            raise problem("encounter", None, f"unknown action `{action}`", nearest(action, self.body.words.actions))
        one = explain(self.decision({**encounter, "actions": [action]}, watched=False), self.body)
        found: list[dict[str, Any]] = one["actions"][action]["ask"]
        return found

    def provision(self, provision_id: str) -> Provision:
        """Return a provision by its full id. Raise InputError for an unknown one."""
        found = self.body.provisions.get(provision_id)
        if found is None:
            raise problem(
                "provision", None, f"unknown provision `{provision_id}`", nearest(provision_id, self.body.provisions)
            )
        return found

    def audit(self, log: Any, **options: Any) -> Audit:
        """Return the findings of a log: a path, or a frame with place, agency, on, facts and did_ columns."""
        from comity.audit.run import audit

        return audit(log, self.slices, **options)


def load(folder: str | Path | None = None) -> Law:
    """Return the law of a folder; by default `COMITY_LAW`, then the folder of the wheel or the checkout.

    Raise LawError with every problem found in the files.
    """
    return Law(load_body(Path(folder) if folder else None))
