"""What `comity check --only ...` says of the law: gaps, redundant, dead and conflicting provisions.

Gaps and redundant provisions are no faults, so that they are told and never fail a check.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.analysis.acts import acts_of
from comity.analysis.at_place import Shared, acts_at
from comity.analysis.checks import bill_acts
from comity.analysis.conflicts import conflicts, shown_by
from comity.analysis.conflicts import problem_of as conflict_problem
from comity.analysis.cycles import of_two_kinds
from comity.analysis.dead import dead
from comity.analysis.dead import problem_of as dead_problem
from comity.analysis.gaps import Gap, gaps
from comity.analysis.redundant import Without, decides, redundant, without
from comity.analysis.sways import problem_of as sway_problem
from comity.analysis.sways import protected_facts, sways
from comity.analysis.untested import problems_of, untested
from comity.cli.terminal import Line, day_words, heading, para
from comity.engine.applicable import OWN
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.provision import Provision
from comity.reports.answer_words import OUTCOMES, kinds_words, listed, place_words
from comity.vocabulary.errors import Problem, nearest, problem
from comity.vocabulary.place import is_place, path_of

NAMES = ("cites", "conflicts", "cycles", "dead", "gaps", "redundant", "sways", "untested")
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What part of the law is asked about: a place or all, an agency, an action, a day, one provision."""

    on: date
    place: str | None = None
    agency: str | None = None
    action: str | None = None
    provision: str | None = None


def analysed(name: str, slices: Slices, asked: Asked) -> tuple[list[dict[str, Any]], list[Line], bool]:
    """Return what one analysis finds: as plain data, as lines, and whether any of it is wrong.

    Raise InputError for an unknown word, or where gaps are asked for without a place.
    """
    _check(name, slices.body, asked)
    match name:
        case "gaps":
            return (*_gaps(slices, asked), False)
        case "redundant":
            return (*_redundant(slices, asked), False)
        case "dead":
            return _dead(slices)
        case "cycles":
            return _cycles(slices)
        case "sways":
            return _sways(slices)
        case "untested":
            return (*_untested(slices, asked.place or ""), False)
        case _:
            return _conflicts(slices)


def _check(name: str, body: Body, asked: Asked) -> None:
    known: list[tuple[str, str | None, Any]] = [
        ("analysis", name, NAMES),
        ("agency", asked.agency, {*body.words.agencies, *body.agencies}),
        ("action", asked.action, body.words.actions),
        ("provision", asked.provision, body.provisions),
    ]
    for what, word, words in known:
        if word is not None and word not in words:
            raise problem("", None, f"unknown {what} `{word[:80]}`", nearest(word, words))
    if asked.place is None:
        if name == "gaps":
            raise problem("", None, "gaps are told place by place", "give --place, as in --place us/xx/some-town")
    elif not is_place(asked.place) or path_of(asked.place)[0] not in body.places:
        raise problem("", None, f"unknown place `{asked.place[:80]}`", nearest(asked.place, body.places))


def _gaps(slices: Slices, asked: Asked) -> tuple[list[dict[str, Any]], list[Line]]:
    body, place = slices.body, asked.place or ""
    shared = acts_at(slices, place, asked.on, asked.agency, [asked.action] if asked.action else None)
    who = {id(s.act.compiled): s.agencies for s in shared}
    merged: dict[tuple[Any, ...], list[Gap]] = {}
    for gap in gaps(s.act for s in shared):
        key = (gap.act.action, str(gap.outcome), round(gap.share, 4), gap.conditions)
        merged.setdefault(key, []).append(gap)
    data = [
        {
            "action": action,
            "agencies": [name for gap in found for name in who[id(gap.act.compiled)]],
            "outcome": outcome,
            "share": size,
            "where": list(conditions),
            "unread_taken_as_silent": any(gap.silent for gap in found),
        }
        for (action, outcome, size, conditions), found in merged.items()
    ]
    lines = para(f"{place_words(place, body)}, on {day_words(asked.on)}: where no law that was read speaks.")
    note = "Not addressed never means permitted. A share counts situations that the law tells apart, not people."
    lines += para(note, style="muted")
    if any(d["unread_taken_as_silent"] for d in data):
        lines += para("Own rules of the place or agency that nobody has read are taken to be silent.", style="muted")
    for action in dict.fromkeys(d["action"] for d in data):
        lines += heading(sentence(body.words.actions[action].verb))
        for d in (d for d in data if d["action"] == action):
            lines += _gap_lines(d, body)
    return data, lines if data else [*lines, *para("The law speaks to every situation asked about.")]


def _gap_lines(gap: dict[str, Any], body: Body) -> list[Line]:
    who = _who(gap["agencies"], body)
    said = OUTCOMES[gap["outcome"]]
    if not gap["where"]:
        return para(f"{who}: {said}, whatever the facts.", 2, first="○ ")
    lines = para(f"{who}: {said} in {gap['share']:.0%} of situations, where", 2, first="○ ")
    for words in gap["where"][:SHOWN]:
        lines += para(f"{words}{'' if words == gap['where'][-1] else '; or'}", 4, first="- ")
    more = len(gap["where"]) - SHOWN
    return lines + (para(f"and {more} more (all with --json).", 4) if more > 0 else [])


def _who(agencies: list[str], body: Body) -> str:
    """Return agencies in words; a named one whose kind is listed too needs no mention."""
    kinds = [a for a in agencies if a in body.words.agencies]
    named = [body.agencies[a] for a in agencies if a in body.agencies and not body.agencies[a].kinds & set(kinds)]
    if len(kinds) == len(body.words.agencies):
        return "Every kind of agency"
    said = listed([*([kinds_words(kinds, body)] if kinds else []), *(n.name for n in named)])
    return sentence(said)


def sentence(words: str) -> str:
    """Return words with a capital letter at their beginning, the rest as it is.

    >>> sentence("tell ICE")
    'Tell ICE'
    """
    return words[:1].upper() + words[1:]


def _redundant(slices: Slices, asked: Asked) -> tuple[list[dict[str, Any]], list[Line]]:
    body = slices.body
    actions = [asked.action] if asked.action else None
    if asked.place:
        shared = acts_at(slices, asked.place, asked.on, asked.agency, actions)
    else:
        shared = [Shared(a, ()) for a in acts_of(slices, actions=actions, days=[asked.on])]
    if asked.provision is None:
        found = redundant(body, (s.act for s in shared))
        data = [
            {"provision": p.id, "path": p.path, "line": p.line, "acts": len(w), "instead": _instead(w)}
            for p, w in found
        ]
        lines = para(f"On {day_words(asked.on)}, without any one of these nothing comes out otherwise:")
        for p, w in found:
            lines += para(f"{_cited(p)}{_then(w, body)}", 2, first="- ")
        if not found:
            lines = para(f"On {day_words(asked.on)}, every provision that decides anything here changes some answer.")
        return data, lines
    provision = body.provisions[asked.provision]
    tried = []
    for s in shared:
        at = [i for i, b in enumerate(s.act.compiled.act) if b.provision.id == provision.id]
        if at and decides(s.act, at[0]):
            tried.append((s, without(body, s.act, provision)))
    lines = para(f"Without {_cited(provision)}, on {day_words(asked.on)}:")
    for s, one in tried:
        lines += _without_lines(s, one, body)
    data = [_without_data(s, one, body) for s, one in tried]
    return data, lines if tried else [*lines, *para("It decides nothing here, so that nothing changes.", 2)]


def _without_data(shared: Shared, one: Without, body: Body) -> dict[str, Any]:
    act = one.act
    shown = None if one.same else shown_by(one.aligned.store, one.changed, one.aligned.variables, act, body)
    return {
        "provision": one.provision.id,
        "action": act.action,
        "duty": act.duty,
        "agencies": list(shared.agencies) or sorted(act.who.kinds),
        "changes": round(one.share, 4),
        "witness": shown,
        "outcomes": [sorted(map(str, side)) for side in one.outcomes],
        "instead": [p.id for p in one.instead],
    }


def _without_lines(shared: Shared, one: Without, body: Body) -> list[Line]:
    data = _without_data(shared, one, body)
    act = f"{one.act.action} ({one.act.duty})" if one.act.duty else one.act.action
    who = _who(data["agencies"], body)
    if one.same:
        return para(f"{act}, {who}: no outcome changes{_then((one,), body)}", 2, first="- ")
    now, after = (listed((OUTCOMES[o] for o in side), "or") for side in data["outcomes"])
    lines = para(f"{act}, {who}: {_percent(one.share)} of answers change, from {now} to {after}, as in", 2, first="- ")
    return [*lines, *para(json.dumps(data["witness"], ensure_ascii=False), 4)]


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.01 else "less than 1%"


def _then(tried: tuple[Without, ...], body: Body) -> str:
    names = [f"`{i}` ({body.provisions[i].path}:{body.provisions[i].line})" for i in _instead(tried)]
    return f"; {listed(names)} then {'decides' if len(names) == 1 else 'decide'}" if names else ""


def _instead(tried: tuple[Without, ...]) -> list[str]:
    return sorted({p.id for one in tried for p in one.instead})


def _cited(p: Provision) -> str:
    return f"`{p.id}` ({p.path}:{p.line})"


def _dead(slices: Slices) -> tuple[list[dict[str, Any]], list[Line], bool]:
    body = slices.body
    acts = acts_of(slices) + [a for o in body.overlays.values() for a in bill_acts(slices, o)]
    found = dead(acts, [p for i in body.instruments.values() for p in i.provisions if p.instrument != OWN])
    data = [
        {
            "provision": d.provision.id,
            "path": d.provision.path,
            "line": d.provision.line,
            "part": d.part.words() if d.part else None,
            "over": [p.id for p in d.over],
            "said_twice": d.said_twice,
        }
        for d in found
    ]
    lines = [line for d in found if not d.said_twice for line in para(str(dead_problem(d)))]
    lines = lines or para("Every provision decides something, and every exception, alternative and list counts.")
    twice = [d for d in found if d.said_twice]
    if twice:
        lines += heading("Said twice, which is no fault")
        lines += [line for d in twice for line in para(str(dead_problem(d)), first="- ")]
    return data, lines, any(not d.said_twice for d in found)


def _cycles(slices: Slices) -> tuple[list[dict[str, Any]], list[Line], bool]:
    found: list[Problem] = []
    acts_of(slices, wrong=found)
    found = list(dict.fromkeys([*found, *of_two_kinds(slices)]))
    data = [{"path": p.path, "line": p.line, "what": p.what} for p in found]
    lines = [line for p in found for line in para(str(p))]
    return data, lines or para("No provisions defeat one another in a circle that can apply together."), bool(found)


def _sways(slices: Slices) -> tuple[list[dict[str, Any]], list[Line], bool]:
    found = sways(acts_of(slices), slices)
    data = [
        {
            "fact": s.fact,
            "action": s.act.action,
            "duty": s.act.duty,
            "provisions": [p.id for p in s.provisions],
            "witnesses": list(s.witnesses),
            "stays_open": s.reserved,
        }
        for s in found
    ]
    names = listed(f"`{name}`" for name in protected_facts(slices.body))
    wrong = [line for s in found if not s.reserved for line in para(str(sway_problem(s)))]
    lines = wrong or para(f"No outcome turns on a protected fact that can be given ({names}).")
    kept = list(dict.fromkeys(p for s in found if s.reserved for p in s.provisions))
    if kept:
        lines += heading("Turns on immigration status, which Comity does not hold: the answer stays open")
        lines += [line for p in kept for line in para(_cited(p), first="- ")]
    return data, lines, bool(wrong)


def _conflicts(slices: Slices) -> tuple[list[dict[str, Any]], list[Line], bool]:
    body = slices.body
    acts = acts_of(slices) + [a for o in body.overlays.values() for a in bill_acts(slices, o)]
    found = conflicts(acts)
    data = [
        {
            "grant": c.grant.id,
            "limit": c.limit.id,
            "intended": c.intended or None,
            "witness": shown_by(c.act.compiled.store, c.root, c.act.compiled.variables, c.act, body),
        }
        for c in found
    ]
    lines = [line for c in found if not c.intended for line in para(str(conflict_problem(c, body)))]
    lines = lines or para("No order meets a limit without a word on which of them yields.")
    meant = [c for c in found if c.intended]
    if meant:
        lines += heading("Meant to be so, by the law data")
        lines += [line for c in meant for line in para(f"{c.intended}: {conflict_problem(c, body)}", first="- ")]
    return data, lines, any(not c.intended for c in found)


def _untested(slices: Slices, place: str) -> tuple[list[dict[str, Any]], list[Line]]:
    found = untested(slices, place=place)
    data = [{"kind": m.kind, "of": m.of.id, "what": m.what} for m in found]
    lines = [line for p in problems_of(found) for line in para(str(p), first="- ")]
    return data, lines or para(
        "A hypothetical would notice each of these mistakes, wherever it would change an answer."
    )
