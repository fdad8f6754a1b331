"""The closed lists of law/vocabulary, as one value.

Every id in law data, logs and encounters is checked against these lists; `did_<action>`, `did_<duty>` and
`own_rule.<action>` are facts that follow from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from comity.vocabulary.fact import Fact, Kind

OWN_RULE_VALUES = ("silent", "forbids", "allows", "requires")


@dataclass(frozen=True, slots=True)
class Agency:
    """A kind of agency; `level` says whose own rules bind it: local, state or federal."""

    name: str
    says: str
    level: str


@dataclass(frozen=True, slots=True)
class Action:
    """What an agency would do. `verb` completes "You may ..."; `actor` is agency or federal."""

    name: str
    verb: str
    actor: str = "agency"


@dataclass(frozen=True, slots=True)
class Constraint:
    """What cannot be otherwise: a condition text that always holds, and what to tell someone who contradicts it."""

    name: str
    that: str
    says: str
    line: int | None = None


@dataclass(frozen=True)
class Words:
    """Everything law/vocabulary lists.

    `lists` maps a list (charges, convictions, papers) to its record fields; `flat` maps a paper's field to the fact
    that stands for it when one paper is given flat. `duty_done` names the moment at which a duty was done.
    """

    agencies: dict[str, Agency]
    groups: dict[str, tuple[str, ...]]
    actions: dict[str, Action]
    facts: dict[str, Fact]
    duties: dict[str, str]
    duty_done: dict[str, str]
    recipients: tuple[str, ...]
    authorities: tuple[str, ...]
    moments: dict[str, str]
    lists: dict[str, dict[str, Fact]]
    flat: dict[str, str]
    constraints: tuple[Constraint, ...]

    @cached_property
    def all_facts(self) -> dict[str, Fact]:
        """Return the stored and transient facts with those that follow from actions and duties."""
        made: dict[str, Fact] = dict(self.facts)
        for name, says in self.moments.items():
            kind = Kind.MOMENT if name.endswith("_at") else Kind.DATE
            made[name] = Fact(
                name, kind, question=f"Give the {says.removeprefix('when ')}." if kind is Kind.DATE else says
            )
        for name, action in self.actions.items():
            made[f"did_{name}"] = Fact(f"did_{name}", Kind.YESNO, question=f"Did, or will, the agency {action.verb}?")
        for name, says in self.duties.items():
            made[f"did_{name}"] = Fact(f"did_{name}", Kind.YESNO, question=f"Did the agency {says}?")
        for name, action in self.actions.items():
            made[f"own_rule.{name}"] = Fact(
                f"own_rule.{name}",
                Kind.CHOICE,
                OWN_RULE_VALUES,
                question="Does a rule of the place or agency itself, which has not been read, speak on whether to "
                f"{action.verb}?",
                presumption="silent",
                cost=3,
            )
        return made

    def kinds_in(self, names: tuple[str, ...]) -> frozenset[str]:
        """Return the agency kinds named, groups replaced by their members."""
        found: set[str] = set()
        for name in names:
            found.update(self.groups.get(name, (name,)))
        return frozenset(found)
