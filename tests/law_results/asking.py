"""Asks the law of this checkout in one line, and reads the answer by provision id.

`ask` gives the answer under the stated presumptions unless a test looks at `strict`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import comity

DAY = "2026-07-02"
TOWN = "us/ma/middlesex-county/a-town"
Paper = Mapping[str, str]

I_247A: Paper = {"form": "I-247A"} | {"issuer": "immigration_officer", "basis": "civil_immigration"}
I_247D: Paper = {**I_247A, "form": "I-247D"}
NOTICE_ONLY: Paper = {**I_247A, "form": "notification_request"}
I_200: Paper = {**I_247A, "form": "I-200", "authorises": "arrest_person"}
I_205: Paper = {**I_200, "form": "I-205"}
SUBPOENA: Paper = {**I_247A, "form": "administrative_subpoena", "authorises": "produce_records"}
WARRANT: Paper = {
    "form": "judicial_warrant",
    "issuer": "article_iii_judge",
    "basis": "criminal",
    "authorises": "arrest_person",
}
MAGISTRATE_WARRANT: Paper = {**WARRANT, "issuer": "federal_magistrate"}
COURT_ORDER: Paper = {"form": "court_order", "issuer": "article_iii_judge"}
BOTH = (I_247A, I_200)


@dataclass(frozen=True)
class Answer:
    """What the law makes of one act: the plain data of the decision, read by provision id."""

    data: Mapping[str, Any]

    @property
    def outcomes(self) -> set[str]:
        """Return the outcomes under the stated presumptions."""
        return set(self.data["presumed"]["outcomes"])

    @property
    def strict(self) -> set[str]:
        """Return the outcomes with nothing presumed."""
        return set(self.data["outcomes"])

    @property
    def basis(self) -> set[str]:
        """Return what is certain of the basis, under the stated presumptions."""
        return set(self.data["presumed"]["basis"])

    @property
    def roles(self) -> dict[str, str]:
        """Return the part each provision plays under the stated presumptions; what needs one to fail is left out."""
        return {r["provision"]: r["role"] for r in self.data["reasons"] if "only_if" not in r}

    @property
    def because(self) -> set[str]:
        """Return the provisions that play an active part."""
        return {p for p, role in self.roles.items() if role != "yields"}

    @property
    def controls(self) -> set[str]:
        """Return the provisions that make the outcome in every situation possible."""
        return {p for p, role in self.roles.items() if role == "controls"}

    @property
    def duties(self) -> dict[str, Mapping[str, Any]]:
        """Return the duties owed, or perhaps owed, by the provision they come from."""
        return {d["provision"]: d for d in self.data["duties"]}

    @property
    def owed(self) -> set[str]:
        """Return the provisions whose duty is owed without condition."""
        return {p for p, d in self.duties.items() if d["if"] is None}

    @property
    def asked(self) -> set[str]:
        """Return the facts that can still change the answer."""
        return {q["fact"] for q in self.data["ask"]}

    @property
    def open(self) -> set[str]:
        """Return the open points that still matter."""
        return {o["point"] for o in self.data["open"]}

    @property
    def disputed(self) -> set[tuple[str, str]]:
        """Return the readings of disputed points that lead apart, each with where it leads."""
        return {(d["reading"], d["outcome"]) for d in self.data["disputes"]}

    @property
    def unread(self) -> set[str]:
        """Return the places whose own rules nobody has read and which could change the answer."""
        return {u["place"] for u in self.data["unread"]}

    @property
    def watched(self) -> dict[str, set[str]]:
        """Return the bills that would change the answer, with what it would be."""
        return {w["bill"]: set(w["would_be"]) for w in self.data["watch"]}

    def evidence(self, provision: str) -> str:
        """Return how the text of a reason was read."""
        return next(str(r["evidence"]) for r in self.data["reasons"] if r["provision"] == provision)

    def due(self, provision: str) -> str | None:
        """Return the day on which a duty is due."""
        due = self.duties[provision]["due"]
        return str(due)[:10] if due else None


@cache
def law() -> comity.Law:
    """Return the law of this checkout."""
    return comity.load()


def ask(place: str, agency: str | Sequence[str], action: str, *day: str, **more: Any) -> Answer:
    """Return the answer for one act, on a day other than DAY if one is named.

    `more` are facts, and `papers`, `moments`, `agency_id`, `charges`; `body` is another law than that of the checkout.
    """
    asked: comity.Law = more.pop("body", None) or law()
    special: dict[str, Any] = {k: more.pop(k) for k in ("papers", "moments", "agency_id", "charges") if k in more}
    who: dict[str, Any] = {"place": place, "agency": agency, "on": day[0] if day else DAY}
    return Answer(asked.decide({**who, **special, "actions": [action], "facts": more})["actions"][action])


def without(*ids: str) -> comity.Law:
    """Return the law of this checkout as if some instruments, or some provisions, had fallen."""
    body = law().body
    kept = {
        name: replace(i, provisions=tuple(p for p in i.provisions if p.id not in ids))
        for name, i in body.instruments.items()
        if name not in ids
    }
    return comity.Law(replace(body, instruments=kept))
