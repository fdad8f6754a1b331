"""The public face of the library: load a law folder, then ask it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.engine.ask import questions_together
from comity.engine.board import Priors
from comity.engine.decision import Decision, decide
from comity.engine.encounter import read_encounter
from comity.engine.explanation import explain, question
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.load import load_body
from comity.law.provision import Provision
from comity.vocabulary.errors import nearest, problem

if TYPE_CHECKING:
    from comity.audit.agreements.register import Register
    from comity.audit.answers import Answers
    from comity.audit.engines import LazyAudit
    from comity.audit.run import Audit


class Law:
    """One law folder, read and ready. Everything it answers comes from the engine."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.slices = Slices(body)

    def decision(self, encounter: Mapping[str, Any], where: str = "encounter", *, watched: bool = True) -> Decision:
        """Return the decision of an encounter as values. Raise InputError for bad input."""
        return decide(read_encounter(encounter, self.body, where), self.slices, where, watched=watched)

    def decide(
        self, encounter: Mapping[str, Any], where: str = "encounter", *, agreements: Register | None = None
    ) -> dict[str, Any]:
        """Return the decision of an encounter as plain data; with a register, under the agreements it shows.

        Raise InputError naming every wrong word, value or contradiction.
        """
        if agreements is None:
            return explain(self.decision(encounter, where), self.body)
        from comity.audit.agreements.effect import with_register

        filled, told = with_register(encounter, agreements, self.body, where)
        return {**explain(self.decision(filled, where), self.body), "agreements": told}

    def ask(
        self, encounter: Mapping[str, Any], action: str | Sequence[str], priors: Priors | None = None
    ) -> list[dict[str, Any]]:
        """Return the questions that can still change the answer of an action, or of several, the next to ask first.

        `priors` says how often a log holds each value of a fact (`comity.audit.priors`).
        """
        actions = [action] if isinstance(action, str) else list(action)
        for name in actions:
            if name not in self.body.words.actions:
                raise problem("encounter", None, f"unknown action `{name}`", nearest(name, self.body.words.actions))
        decision = self.decision({**encounter, "actions": actions}, watched=False)
        found = questions_together(tuple(decision.actions.values()), self.body, priors)
        return [question(q, self.body) for q in found]

    def differ(
        self, a: Mapping[str, Any], b: Mapping[str, Any], actions: list[str] | None = None, other: Law | None = None
    ) -> list[dict[str, Any]]:
        """Return what differs between two sides, act by act, each with an encounter that shows it; none where equal.

        A side has place, agency (or agency_id) and on, and perhaps known_at and overlays (bills laid over). What `b`
        leaves out is as in `a`. With `other`, `b` is taken from that law. Raise InputError naming every wrong word.
        """
        from comity.analysis.differ import differ, difference_data, side_of

        first = side_of(a, self.slices, "a")
        second = side_of({**{k: v for k, v in a.items() if k != "overlays"}, **b}, (other or self).slices, "b")
        for action in actions or ():
            if action not in self.body.words.actions:
                raise problem("differ", None, f"unknown action `{action}`", nearest(action, self.body.words.actions))
        return [difference_data(found, first, second) for found in differ(first, second, actions)]

    def provision(self, provision_id: str) -> Provision:
        """Return a provision by its full id, that of today or an earlier one. Raise InputError for an unknown one."""
        found = self.body.provisions.get(provision_id)
        if found is None and provision_id in self.body.moved:
            return self.body.provisions[self.body.moved[provision_id]]
        if found is None:
            raise problem(
                "provision", None, f"unknown provision `{provision_id}`", nearest(provision_id, self.body.provisions)
            )
        return found

    def answers(self, log: Any, actions: tuple[str, ...] = ()) -> Answers:
        """Return what the law makes of every row of a plain log (a Parquet file or a frame), action by action."""
        from comity.audit.answers import answers

        return answers(Path(log) if isinstance(log, str) else log, self.slices, actions)

    def audit(self, log: Any, **options: Any) -> Audit | LazyAudit:
        """Return the findings of a log: a path, or a frame with place, agency, on, facts and did_ columns.

        A DuckDB relation, a Spark DataFrame or a Polars LazyFrame is judged where it is, and the findings stay there.
        """
        from comity.audit.engines import audit_lazy, is_lazy
        from comity.audit.run import audit

        return audit_lazy(log, self.slices, **options) if is_lazy(log) else audit(log, self.slices, **options)


def load(folder: str | Path | None = None) -> Law:
    """Return the law of a folder; by default `COMITY_LAW`, then the folder of the wheel or the checkout.

    Raise LawError with every problem found in the files.
    """
    return Law(load_body(Path(folder) if folder else None))
