"""An explanation as lines: the answer first, then who says so, then what is still open.

What is presumed stands beside the answer it makes; rules that yield are listed, not hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from comity.cli.terminal import Line, day_words, heading, moment_words, para, rule
from comity.law.body import Body
from comity.reports.answer_words import (
    BASES,
    EVIDENCE,
    OUTCOMES,
    ROLES,
    answer,
    kinds_words,
    listed,
    ordered,
    outcome_words,
    own_rules,
    place_name,
    place_words,
    plain,
    shapes,
    source_words,
)
from comity.vocabulary.day import parse_day

NOT_ADVICE = "Information, not legal advice. Ask the agency's counsel or your own lawyer."
MOST_IN_FULL = 3
Data = Mapping[str, Any]
_PARTS = (
    ("Yields, and so does not decide", ("yields",)),
    ("Stands beside", ("beside",)),
    ("Lifts or bars other rules", ("exempts", "bars_limits")),
    ("Federal requests and directions, which create no duty here", ("asks",)),
)


def decision_lines(data: Data, body: Body, *, strict: bool = False) -> list[Line]:
    """Return a decision as lines: every action in full when they are few, else a line or two for each."""
    lines = para(
        f"{place_words(data['place'], body)} · {kinds_words(data['agency'], body)} · {day_words(data['law']['on'])}",
        style="muted",
    )
    actions = data["actions"]
    if len(actions) <= MOST_IN_FULL:
        for name, action in actions.items():
            lines += [Line(), *action_lines(name, action, body, strict=strict)]
    else:
        lines += overview(actions, body, strict=strict)
    survey = _once(row for a in actions.values() for row in a["survey"])
    lines += [Line(), *freshness(survey, data["law"]["on"], body, _open_count(actions.values()))]
    if data["rested_on_transient"]:
        names = listed(n.replace("_", " ") for n in data["rested_on_transient"])
        lines += [Line(), *para(f"This rests on what may be used and never kept: {names}.")]
    return lines


def overview(actions: Data, body: Body, *, strict: bool) -> list[Line]:
    """Return one answer line per action with who says so, and the acts nothing speaks on together."""
    lines: list[Line] = [Line()]
    for name, action in sorted(actions.items(), key=lambda pair: _rank(pair[1], strict=strict)):
        if _outcomes(action, strict=strict) != ["not_addressed"]:
            lines += [
                *_answer(name, action, body, strict=strict),
                *_what_it_may_be(action, strict=strict),
                *_cites(action),
            ]
    silent = [n for n, a in actions.items() if _outcomes(a, strict=strict) == ["not_addressed"]]
    if silent:
        lines += para("Nothing we read forbids or requires any of these:", first="○ ", style="not_addressed")
        for name in silent:
            lines += para(body.words.actions[name].verb, 4, first="- ")
    owed = _once(duty for a in actions.values() for duty in a["duties"])
    lines += _duties(owed) + _unread([u for a in actions.values() for u in a["unread"]], body)
    lines += [Line(), *para("For the reasons of one answer, and what decides it, add --action and one of:")]
    lines += para(", ".join(actions), 2, "muted")
    return lines


def _rank(action: Data, *, strict: bool) -> tuple[bool, int]:
    found = _outcomes(action, strict=strict)
    return len(found) > 1, list(OUTCOMES).index(found[0]) if found else 0


def _once(items: Iterable[Data]) -> list[Data]:
    kept: list[Data] = []
    for item in items:
        if item not in kept:
            kept.append(item)
    return kept


def _open_count(actions: Iterable[Data]) -> int:
    return len({o["point"] for a in actions for o in a["open"]} | {q["fact"] for a in actions for q in a["ask"]})


def _cites(action: Data) -> list[Line]:
    found = [r for r in action["reasons"] if r["role"] in {"controls", "may_control"} and "only_if" not in r]
    text = "; ".join(f"{r['cite']} ({EVIDENCE[r['evidence']]})" for r in found)
    return para(text, 4, "muted") if text else []


def action_lines(name: str, action: Data, body: Body, *, strict: bool = False) -> list[Line]:
    """Return everything an explanation says of one action."""
    lines = _answer(name, action, body, strict=strict)
    lines += _what_it_may_be(action, strict=strict)
    lines += _who_says_so(action)
    lines += [] if strict else _assumed(action, body)
    lines += _questions(name, action, body, strict=strict)
    lines += _points(action)
    lines += _duties(action["duties"])
    lines += _unread(action["unread"], body)
    lines += _watched(action, body)
    lines += _later(action)
    lines += _remedies(action["remedies"])
    return lines + _other_rules(action["reasons"], body)


def _outcomes(action: Data, *, strict: bool) -> list[str]:
    return ordered(action["outcomes"] if strict else action["presumed"]["outcomes"])


def _answer(name: str, action: Data, body: Body, *, strict: bool) -> list[Line]:
    shape, sentence, style = answer(_outcomes(action, strict=strict), name, body)
    return para(sentence + _ground(action, body, strict=strict), first=f"{shape} ", style=style)


def _ground(action: Data, body: Body, *, strict: bool) -> str:
    """Return the basis in two words, with whose rule makes it."""
    basis = action["basis"] if strict else action["presumed"]["basis"]
    words = [BASES[b] for b in basis]
    whose = [
        source_words(r["provision"], body) for r in action["reasons"] if r["role"] == "controls" and "only_if" not in r
    ]
    parts = [listed(words), listed(dict.fromkeys(whose[:3]))]
    text = ", ".join(p for p in parts if p)
    return f" — {text}" if text else ""


def _what_it_may_be(action: Data, *, strict: bool) -> list[Line]:
    found = _outcomes(action, strict=strict)
    return para(f"It comes out {shapes(found)} {outcome_words(found)}.", 4) if len(found) > 1 else []


# --- who says so


def _who_says_so(action: Data) -> list[Line]:
    main = [r for r in action["reasons"] if r["role"] in {"controls", "may_control"} and "only_if" not in r]
    lines = heading("Who says so", 2) if main or action["closing"] else []
    for reason in main:
        lines += reason_lines(reason) + [n for note in reason["notes"] for n in para(note, 6, first="- ")]
    if action["closing"]:
        lines += para(action["closing"]["says"], 4) + para(
            f"{action['closing']['cite']} · holds where no rule speaks", 6, "muted"
        )
    return lines


def _other_rules(reasons: list[Data], body: Body) -> list[Line]:
    """Return the rules that apply and do not make the answer, below those that do, none of them hidden."""
    now = [r for r in reasons if "only_if" not in r]
    lines: list[Line] = []
    for title, roles in _PARTS:
        some = [r for r in now if r["role"] in roles]
        lines += heading(title, 2) if some else []
        for reason in some:
            lines += reason_lines(reason)
            to = [body.provisions[p].cite for p in reason.get("yields_to", ()) if p in body.provisions]
            lines += para(f"yields to {listed(to)}", 6, "muted") if to else []
    remote = [r for r in reasons if "only_if" in r]
    lines += heading("Would speak only if something assumed above is not so", 2) if remote else []
    return [*lines, *(line for r in remote for line in reason_lines(r))]


def reason_lines(reason: Data) -> list[Line]:
    """Return a reason: our sentence, then its cite, since when, how it was read, and the part it plays."""
    since = f"since {day_words(reason['since'])}" if reason["since"] else ""
    lines = para(reason["says"], 4)
    if reason.get("quote"):
        lines += para(f"“{reason['quote']}”", 6)
    parts = [reason["cite"], since, EVIDENCE[reason["evidence"]], ROLES[reason["role"]]]
    return [*lines, *para(" · ".join(p for p in parts if p), 6, "muted")]


# --- what is presumed and what is open


def _assumed(action: Data, body: Body) -> list[Line]:
    assumed = action["presumed"]["assumed"]
    if not assumed:
        return []
    same = ordered(action["outcomes"]) == ordered(action["presumed"]["outcomes"])
    tail = "the answer is the same without it" if same else "check it, for the answer may change"
    lines = heading(f"Assumed, because it was not given ({tail})", 2)
    asked = {q["fact"]: q for q in action["ask"]}
    for fact, value in assumed.items():
        lines += para(f"{_question(fact, body)} Assumed: {value}.", 4, first="- ")
        if fact in asked and not same:
            lines += _leads(asked[fact], 6, besides=value)
    return lines


def _question(fact: str, body: Body) -> str:
    known = body.facts.get(fact)
    return known.question if known and known.question else f"{fact.replace('_', ' ')}?"


def _leads(question: Data, indent: int, *, besides: str = "") -> list[Line]:
    """Return what each answer would leave possible, save the one already assumed."""
    lines: list[Line] = []
    for one in question["separates"]:
        if one["answer"] != besides:
            said = one["answer"].replace("_", " ")
            lines += para(f"if {said}: {outcome_words(one['outcomes'])}", indent, "muted")
    return lines


def _questions(name: str, action: Data, body: Body, *, strict: bool) -> list[Line]:
    """Return the questions still open, the best first, with what an answer leaves wherever it settles something."""
    assumed = action["presumed"]["assumed"]
    found = [q for q in action["ask"] if strict or (q["fact"] not in assumed and not q["presumed"])]
    if not found:
        return []
    lines = heading("Still open", 2)
    verb = body.words.actions[name].verb
    lines += para(f"Each can decide whether the law lets the agency {verb}; the first narrows it most.", 4)
    whole = set(_outcomes(action, strict=strict))
    for question in found:
        judge = f" ({question['judgement']} must judge this)" if question["judgement"] else ""
        lines += para(f"{question['question']}{judge}", 4, "open", first="◆ ")
        if any(set(s["outcomes"]) != whole for s in question["separates"]):
            lines += _leads(question, 6)
    return lines


def _points(action: Data) -> list[Line]:
    lines = heading("Open in law; nobody at a desk can answer it", 2) if action["open"] else []
    for point in action["open"]:
        lines += para(f"{point['question']} ({point['kind']})", 4, "open", first="◆ ")
        for reading in point["readings"]:
            lines += para(_reading(reading), 6, first="- ")
    disputes = action["disputes"]
    lines += heading("Disputed: how each reading comes out", 2) if disputes else []
    for dispute in disputes:
        lines += para(f"{_reading(dispute)}: then {plain(dispute['outcome'])}", 4, first="◆ ")
    return lines


def _reading(reading: Data) -> str:
    authorities = f" ({'; '.join(reading['authorities'])})" if reading["authorities"] else ""
    return f"{reading['says'].rstrip('.')}{authorities}"


# --- what to do, and what was not read


def _duties(duties: list[Data]) -> list[Line]:
    lines = heading("To do", 2) if duties else []
    for duty in sorted(duties, key=lambda d: (bool(d["if"]), not d["due"], d["due"] or "")):
        to = [t.replace("_", " ") for t in duty["to"] if t.replace("_", " ") not in duty["says"]]
        whom = f", to the {listed(to)}" if to else ""
        where = f", if {duty['if'].replace('_', ' ')}" if duty["if"] else ""
        lines += para(f"{duty['says'][:1].upper()}{duty['says'][1:]}{whom}{where}.", 4, first="□ ")
        kept = f"keep it {duty['keep_for'].replace('_', ' ')}" if duty["keep_for"] else ""
        lines += para(
            " · ".join(p for p in (_when(duty), kept, duty["cite"], EVIDENCE[duty["evidence"]]) if p), 6, "muted"
        )
        lines += (
            para(f"Also done by: {listed((s.replace('_', ' ') for s in duty['satisfied_by']), 'or')}", 6, "muted")
            if duty["satisfied_by"]
            else []
        )
    return lines


def _when(duty: Data) -> str:
    if not duty["due"] or duty["clock"].startswith(("each ", "on ")):
        return str(duty["clock"])
    return f"due by {moment_words(duty['due'])} ({duty['clock']})"


def _unread(unread: list[Data], body: Body) -> list[Line]:
    places = dict.fromkeys(u["place"] for u in unread)
    lines = heading("Not read", 2) if places else []
    return [*lines, *(line for p in places for line in para(own_rules(p, body), 4))]


def _watched(action: Data, body: Body) -> list[Line]:
    lines = heading("Would change this answer", 2) if action["watch"] else []
    for bill in action["watch"]:
        stage = f"{bill['stage']}, {day_words(bill['as_of'])}" if bill["as_of"] else bill["stage"]
        lines += para(f"{bill['title']} · {stage}", 4)
        same = ordered(bill["would_be"]) == ordered(action["presumed"]["outcomes"])
        stays = "this answer would stay, but not on every set of facts"
        would = stays if same else f"this would be {outcome_words(bill['would_be'])}"
        if bill["duties"]:
            changed = listed((d["says"] for d in bill["duties"]), "and")
            would = f"a duty would change ({changed})" if same else f"{would}, and a duty would change ({changed})"
        when = "Were it law" if body.overlays[bill["bill"]].kind == "bill" else "Had it succeeded"
        lines += para(f"{when}, {would} · {bill['cite']}", 6, "muted")
    return lines


def _later(action: Data) -> list[Line]:
    lines = heading("Decided later, about the law as it was", 2) if action["later"] else []
    for told in action["later"]:
        lines += para(told["says"], 4) + para(f"{told['cite']} · {day_words(told['on'])}", 6, "muted")
    return lines


def _remedies(remedies: list[Data]) -> list[Line]:
    lines = heading("What may follow a breach", 2) if remedies else []
    for remedy in remedies:
        who = f"{listed((w.replace('_', ' ') for w in remedy['who']), 'or')}: " if remedy["who"] else ""
        lines += para(f"{who}{remedy['says']}", 4) + para(
            f"{remedy['cite']} · {EVIDENCE[remedy['evidence']]}", 6, "muted"
        )
    return lines


def freshness(survey: list[Data], on: str, body: Body, points: int = 0) -> list[Line]:
    """Return the freshness line: up to which day the law was read, who reviewed it, and how much is open."""
    if not survey:
        return para("Nobody has read the law of this place yet.", style="muted")
    latest: dict[str, str] = {}
    for row in survey:
        latest[row["place"]] = max(row["reaches"], latest.get(row["place"], ""))
    days: dict[str, list[str]] = {}
    for place, reaches in latest.items():
        days.setdefault(reaches, []).append(place_name(place, body))
    newest = sorted(days, reverse=True)
    read = listed(day_words(d) + (f" ({', '.join(days[d])})" if len(days) > 1 else "") for d in newest)
    oldest = min(row["reaches"] for row in survey)
    read += f", some of it only to {day_words(oldest)}" if oldest < newest[-1] else ""
    reviewers = {r["reviewed_by"] for r in survey} - {"none"}
    whole = reviewers and all(r["reviewed_by"] != "none" for r in survey)
    review = (
        f"reviewed by {listed(sorted(reviewers))}"
        if whole
        else "not reviewed by a lawyer"
        if not reviewers
        else "reviewed in part"
    )
    count = f"; {points} open point{'s' if points != 1 else ''}" if points else ""
    later = "; the day asked is later" if parse_day(on) > parse_day(newest[-1]) else ""
    return para(f"Law as read to {read}{later}; {review}{count}.", style="muted")


def closing() -> list[Line]:
    """Return what stands once at the end of every answer."""
    return [Line(), rule(), *para(NOT_ADVICE, style="muted")]
