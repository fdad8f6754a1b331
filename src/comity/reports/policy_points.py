"""The findings of a policy check as points that counsel can act on: one for each act and class, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from comity.analysis.policy import (
    AGREES,
    CONTRADICTS,
    KINDS,
    LOOSER,
    MISSING,
    SILENT,
    STRICTER,
    UNCLEAR,
    UNSETTLED,
    YIELDS,
    PolicyFinding,
)
from comity.engine.clock import in_words as clock_words
from comity.law.body import Body
from comity.law.provision import Provision
from comity.reports.wording import EVIDENCE, answer, day
from comity.vocabulary.fact import Kind

Data = dict[str, Any]
# The shape and the colour of a class; the word always stands beside them.
LOOK = {
    CONTRADICTS: ("▲", "prohibited"),
    LOOSER: ("▲", "prohibited"),
    MISSING: ("■", "required"),
    SILENT: ("□", "required"),
    UNCLEAR: ("◆", "contested"),
    UNSETTLED: ("◇", "contested"),
    STRICTER: ("△", "silent"),
    YIELDS: ("○", "silent"),
    AGREES: ("●", "permitted"),
}
_TITLES = {
    (CONTRADICTS, "prohibited", "required"): "The manual tells staff to {}. The law forbids it",
    (CONTRADICTS, "required", "prohibited"): "The manual forbids staff to {}. The law requires it",
    (CONTRADICTS, "", "prohibited"): "The manual forbids staff to {}. The law does not let an agency forbid that",
    (CONTRADICTS, "", "required"): "The manual tells staff to {}. The law leaves no room for that",
    (LOOSER, "prohibited", ""): "The manual lets staff {}. The law forbids it",
    (LOOSER, "required", "required"): "The manual gives more time to {} than the law, or names none",
    (LOOSER, "required", ""): "The manual leaves it to staff whether to {}. The law requires it",
    (MISSING, "", ""): "The law requires the agency to {}. The manual does not say so",
    (SILENT, "prohibited", ""): "The law forbids staff to {}. The manual does not say so",
    (SILENT, "", ""): "The law allows staff to {}. The manual does not speak of it",
    (STRICTER, "required", "required"): "The manual gives less time to {} than the law",
    (STRICTER, "", "prohibited"): "The manual forbids staff to {}. The law does not",
    (STRICTER, "", "required"): "The manual tells staff to {}. The law leaves the choice to the agency",
    (UNCLEAR, "", ""): "The manual gives no single answer on whether to {}",
    (UNSETTLED, "", ""): "The law has no settled answer on whether to {}",
    (YIELDS, "", ""): "The manual departs from what is advice, or yields to an agency's own rule: to {}",
    (AGREES, "", ""): "The manual and the law say the same: to {}",
}
_CHANGES = {
    (CONTRADICTS, "prohibited", "required"): "Take the instruction out for this situation, and say: do not {}.",
    (CONTRADICTS, "required", "prohibited"): "Take the ban out for this situation, and say: {}.",
    (CONTRADICTS, "", "prohibited"): "Take the ban out, or keep it to what the law leaves to the agency.",
    (CONTRADICTS, "", "required"): "Take the instruction out, or keep it to what the law leaves to the agency.",
    (LOOSER, "prohibited", ""): "Say that in this situation staff do not {}.",
    (LOOSER, "required", "required"): "Say by when: {}{}.",
    (LOOSER, "required", ""): "Turn the choice into a duty for this situation: staff must {}.",
    (MISSING, "", ""): "Add: the agency must {}{}.",
    (SILENT, "prohibited", ""): "Add: in this situation staff do not {}.",
    (SILENT, "", ""): "Nothing has to change.",
    (STRICTER, "", ""): "Nothing has to change if this is meant. If not, narrow the rule to the situations it is for.",
    (UNCLEAR, "", ""): "Say which of the manual's rules goes first in this situation, or what the missing fact is.",
    (UNSETTLED, "", ""): "Decide with counsel; no wording of the manual can settle it.",
    (YIELDS, "", ""): "Nothing has to change.",
    (AGREES, "", ""): "Nothing has to change.",
}


def points(found: Iterable[PolicyFinding], body: Body) -> list[Data]:
    """Return the findings as points, the gravest first; each has the cases in which it arises."""
    grouped: dict[tuple[Any, ...], list[PolicyFinding]] = {}
    for f in found:
        grouped.setdefault((_rank(f), title(f, body)), []).append(f)
    ordered = sorted(grouped.items(), key=lambda item: (item[0][0], not any(f.usual for f in item[1])))
    return [_point(findings, body) for _, findings in ordered]


def _rank(f: PolicyFinding) -> int:
    return len(KINDS) - 1 if f.kind == SILENT and not f.short else KINDS.index(f.kind) + (f.kind == AGREES)


def _point(findings: list[PolicyFinding], body: Body) -> Data:
    first = findings[0]
    shape, state = LOOK[first.kind]
    kinds = sorted({f.who for f in findings}, key=lambda w: (w.agency_id or "", sorted(w.kinds)))
    return {
        "kind": first.kind,
        "short": first.short,
        "shape": shape,
        "state": state,
        "title": _where(title(first, body), findings),
        "about": act_words(first, body),
        "usual": any(f.usual for f in findings),
        "agencies": ", ".join(dict.fromkeys(agency_words(f, body) for w in kinds for f in findings if f.who == w)),
        "change": change(first, body),
        "policy_rules": [_manual_rule(p) for p in _once(p for f in findings for p in f.policy_rules)],
        "law_rules": [_law_rule(p, body) for p in _once(p for f in findings for p in f.law_rules)],
        "cases": _cases(findings, body),
    }


def _where(text: str, findings: list[PolicyFinding]) -> str:
    """Return a title that says so where it is true of some situations of an act only."""
    everywhere = all(sum(f.share for f in findings if f.who == who) == 1 for who in {f.who for f in findings})
    return text if everywhere else f"In some situations {text[0].lower()}{text[1:]}"


def _cases(findings: list[PolicyFinding], body: Body) -> list[Data]:
    """Return the situations that show a point, each once, those under the presumptions first."""
    cases: dict[str, Data] = {}
    for f in sorted(findings, key=lambda f: (not f.usual, -f.share)):
        facts = witness_words(f.witness, body) if f.witness else None
        law, policy = (answer(sorted(o)) for o in (f.law, f.policy))
        case = {"usual": f.usual, "facts": facts, "law": _mark(law), "policy": _mark(policy)}
        cases.setdefault(repr((facts, f.law, f.policy)), case)
    return list(cases.values())


def _mark(triple: tuple[str, str, str]) -> Data:
    shape, state, words = triple
    return {"shape": shape, "state": state, "words": words.split(":")[0] if words.startswith("not ") else words}


def title(f: PolicyFinding, body: Body) -> str:
    """Return what a finding says, as a sentence or two without the last full stop."""
    return _chosen(_TITLES, f).format(act_words(f, body))


def change(f: PolicyFinding, body: Body) -> str:
    """Return what to change in the manual."""
    return _chosen(_CHANGES, f).format(act_words(f, body), _terms(f, body))


def _chosen(table: Mapping[tuple[str, str, str], str], f: PolicyFinding) -> str:
    """Return the entry for a class with what law and policy say, or the one that leaves either of them open."""
    law, policy = (str(next(iter(o))) if len(o) == 1 else "" for o in (f.law, f.policy))
    tried = [(law, policy), (law, ""), ("", policy), ("", "")]
    return next(table[f.kind, x, y] for x, y in tried if (f.kind, x, y) in table)


def act_words(f: PolicyFinding, body: Body) -> str:
    """Return the act of a finding as a verb phrase."""
    return body.words.duties[f.duty] if f.duty else body.words.actions[f.action].verb


def _terms(f: PolicyFinding, body: Body) -> str:
    """Return to whom and by when a duty is owed, by the first rule of the law that says so."""
    duty = next((p.duty for p in f.law_rules if p.duty and p.duty.what == f.duty), None)
    if duty is None:
        return ""
    to = f" (to: {', '.join(t.replace('_', ' ') for t in duty.to)})" if duty.to else ""
    return f"{to}{f', {clock_words(duty.clock, body.words.moments)}' if duty.clock else ''}"


def agency_words(f: PolicyFinding, body: Body) -> str:
    """Return the agency of a finding: its name, or its kind."""
    if f.who.agency_id:
        return body.agencies[f.who.agency_id].name
    return " or ".join(a.says for name, a in body.words.agencies.items() if name in f.who.kinds)


def witness_words(data: Data, body: Body) -> list[Data]:
    """Return the facts of an encounter as questions and answers; `presumed` where a presumption says otherwise."""
    told = []
    for name, value in data["facts"].items():
        fact = body.facts[name]
        said = "yes" if value is True else "no" if value is False else str(value)
        unlike = fact.presumption if fact.presumption is not None and fact.presumption != said else None
        told.append(
            {
                "question": fact.question or name.replace("_", " "),
                "answer": value_words(value, date=fact.kind is Kind.DATE),
                "presumed": unlike.replace("_", " ") if unlike else None,
                "judge": fact.judgement.replace("_", " ") if fact.judgement else None,
            }
        )
    return told


def value_words(value: Any, *, date: bool = False) -> str:
    """Return the value of a fact in words.

    >>> value_words(True), value_words({"has": ["criminal_record"], "lacks": ["other"]})
    ('Yes', 'criminal record; not: other')
    """
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Mapping):
        has, lacks = ([_plain(v) for v in value.get(side, ())] for side in ("has", "lacks"))
        parts = [", ".join(has)] if has else []
        parts += [f"not: {', '.join(lacks)}"] if lacks else []
        parts += [" or ".join(_plain(v) for v in value["one_of"])] if "one_of" in value else []
        parts += [" to ".join(_plain(v) for v in value["between"])] if "between" in value else []
        return "; ".join(parts)
    return day(value) if date else _plain(value)


def _plain(value: Any) -> str:
    return str(value).replace("_", " ")


def _once(rules: Iterable[Provision]) -> list[Provision]:
    return list({p.id: p for p in rules}.values())


def _manual_rule(p: Provision) -> Data:
    return {"says": p.says, "cite": p.cite, "line": p.line, "provision": p.id}


def _law_rule(p: Provision, body: Body) -> Data:
    instrument = body.instruments.get(p.instrument)
    named = instrument.title if instrument and instrument.title not in p.cite else ""
    return {
        "says": p.says, "quote": p.quote, "cite": p.cite, "url": p.source_url, "title": named,
        "evidence": EVIDENCE.get(p.evidence, p.evidence), "read": p.evidence == "primary", "provision": p.id,
    }  # fmt: skip
