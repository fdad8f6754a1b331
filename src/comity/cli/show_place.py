"""What binds in a place on a day: instruments, the matrix of actions by agency, exceptions, officials and readings.

Everything in the matrix is computed by the engine with no fact given; what is presumed is presumed there too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.cli.exceptions import exceptions
from comity.cli.render import freshness
from comity.cli.terminal import WIDTH, Line, day_words, heading, para, table
from comity.engine.applicable import OWN
from comity.engine.decision import decide_action
from comity.engine.door import enter
from comity.engine.encounter import Encounter
from comity.law.body import Body
from comity.law.place import Place
from comity.law.provision import Provision
from comity.law.selector import Who
from comity.library import Law
from comity.reports.answer_words import (
    kinds_words,
    listed,
    ordered,
    outcome_words,
    own_rules,
    place_name,
    place_words,
    shapes,
)

Data = dict[str, Any]
ACROSS, FIRST_COLUMN = 4, 26


@dataclass(frozen=True, slots=True)
class Asked:
    """What is shown: a place, or one named agency of it, on a day, as known on another."""

    place: str
    on: date
    known_at: date | None = None
    agency_id: str = ""

    def whos(self, body: Body) -> list[tuple[str, Who]]:
        """Return the agencies to show: the named one, or each kind that the place has.

        Of a place with its own file below a state these are the kinds that its survey or instruments name.
        """
        named = body.agencies.get(self.agency_id)
        if named:
            return [(named.id, Who(self.place, named.kinds, named.id))]
        levels = {"local"} if self.place.count("/") > 1 else {"local", "state"}
        kinds = [k for k, a in body.words.agencies.items() if a.level in levels]
        own = self._own_kinds(body) if self.place.count("/") > 1 else frozenset()
        return [(k, Who(self.place, frozenset({k}))) for k in kinds if not own or k in own]

    def _own_kinds(self, body: Body) -> frozenset[str]:
        described = body.places.get(self.place)
        sets = [row.agencies for row in described.survey] if described else []
        sets += [p.binds.kinds for i in body.by_place.get(self.place, ()) for p in i.provisions]
        return frozenset().union(*sets)


def place_data(law: Law, asked: Asked, *, with_exceptions: bool = False) -> Data:
    """Return what a place page says, as plain data."""
    body = law.body
    matrix: dict[str, dict[str, Any]] = {action: {} for action in body.words.actions}
    binding: dict[str, dict[str, set[str]]] = {}
    left_out: dict[str, dict[str, Any]] = {action: {} for action in body.words.actions}
    unread: dict[str, list[str]] = {}
    for label, who in asked.whos(body):
        encounter = enter(Encounter(who, asked.on, known_at=asked.known_at), body)
        for action in body.words.actions:
            decision = decide_action(encounter, law.slices, action)
            matrix[action][label] = {"presumed": ordered(decision.presumed), "outcomes": ordered(decision.outcomes)}
            if decision.play.unread and label not in unread.setdefault(decision.play.unread, []):
                unread[decision.play.unread].append(label)
            for bound in decision.play.bound:
                if bound.provision.instrument != OWN:
                    kinds = binding.setdefault(bound.provision.instrument, {}).setdefault(bound.provision.id, set())
                    kinds.update(bound.provision.binds.kinds & who.kinds or who.kinds)
            if with_exceptions:
                for one in exceptions(decision.play):
                    left_out[action][one.limit.id] = _exception(one.limit, one.found)
    found: Data = {
        "place": asked.place,
        "agency_id": asked.agency_id or None,
        "name": _name(asked, body),
        "described": asked.place in body.places,
        "on": asked.on.isoformat(),
        "known_at": asked.known_at.isoformat() if asked.known_at else None,
        "instruments": [_instrument(i, binding[i], body) for i in body.instruments if i in binding],
        "matrix": matrix,
        "officials": [_official(p, o) for p in body.described(asked.place) for o in p.officials],
        "survey": [
            row
            for p in body.described(asked.place)
            for row in _survey(p, {k for _, w in asked.whos(body) for k in w.kinds})
        ],
        "agencies": [label for label, _ in asked.whos(body)],
        "unread": unread,
        "law": {"digest": body.digest, "edition": body.edition},
    }
    return found | (
        {"exceptions": {a: list(limits.values()) for a, limits in left_out.items()}} if with_exceptions else {}
    )


def _name(asked: Asked, body: Body) -> str:
    where = place_words(asked.place, body)
    return f"{body.agencies[asked.agency_id].name}, {where}" if asked.agency_id else where


def _instrument(name: str, provisions: dict[str, set[str]], body: Body) -> Data:
    found = body.instruments[name]
    started = [e.on for e in found.history if e.event == "effective"]
    return {
        "instrument": name,
        "title": found.title,
        "cite": found.cite,
        "place": found.place,
        "authority": found.authority,
        "advisory": found.advisory,
        "purpose": found.purpose,
        "since": max(started).isoformat() if started else None,
        "binds": sorted({k for kinds in provisions.values() for k in kinds}),
        "provisions": list(provisions),
    }


def _exception(limit: Provision, found: Iterable[tuple[str, str]]) -> Data:
    return {
        "provision": limit.id,
        "says": limit.says,
        "cite": limit.cite,
        "exceptions": [{"says": s, "cite": c} for s, c in found],
    }


def _official(place: Place, official: Any) -> Data:
    return {"place": place.id, "who": official.who, "controls": list(official.controls), "says": official.says}


def _survey(place: Place, kinds: set[str]) -> list[Data]:
    return [
        {"place": place.id, "agencies": sorted(row.agencies), "actions": sorted(row.actions), "read": row.read,
         "own": "read" if row.own_read else "unread", "reaches": row.reaches.isoformat(),
         "reviewed_by": row.reviewed_by}
        for row in place.survey
        if not row.agencies or row.agencies & kinds
    ]  # fmt: skip


# --- as lines


def place_lines(data: Data, body: Body) -> list[Line]:
    """Return a place page as lines: the matrix first, then the instruments behind it."""
    known = f", as we knew it on {day_words(data['known_at'])}" if data["known_at"] else ""
    lines = para(f"{data['name']} · the law on {day_words(data['on'])}{known}", style="heading")
    if not data["described"]:
        lines += para(
            f"No file describes {place_name(data['place'], body)}; what follows comes from the places above it."
        )
    for place, labels in data["unread"].items():
        read = [label for label in data["agencies"] if label not in labels]
        but = len(read) < len(labels)
        whose = (
            "" if not read else f" for any agency but {_labels(read, body)}" if but else f" for {_labels(labels, body)}"
        )
        lines += para(own_rules(place, body, whose))
    if "exceptions" in data:
        lines += _exception_lines(data["exceptions"], body)
    else:
        lines += _matrix_lines(data["matrix"], data["agencies"], body)
        lines += _instrument_lines(data["instruments"], data["agencies"], body)
        lines += _official_lines(data["officials"], body)
    lines += _survey_lines(data["survey"], body)
    return [*lines, Line(), *freshness(data["survey"], data["on"], body)]


def _matrix_lines(matrix: dict[str, Data], labels: list[str], body: Body) -> list[Line]:
    """Return the matrix: a table where the agencies fit across, else a list by action. Silence comes last."""
    lines = heading("What the law makes of each act, before anything is known of the case")
    lines += para("More than one word means that it turns on facts; `comity decide` asks for them.", style="muted")
    spoken = {a: row for a, row in matrix.items() if any(c["presumed"] != ["not_addressed"] for c in row.values())}
    lines += _table(spoken, labels, body) if len(labels) <= ACROSS else _by_action(spoken, body)
    silent = [body.words.actions[a].verb for a in matrix if a not in spoken]
    if silent:
        lines += [
            Line(),
            *para("not addressed: nothing we read forbids or requires any of these", style="heading", first="○ "),
        ]
        lines += [line for verb in silent for line in para(verb, 2, first="- ")]
    return lines


def _verb(action: str, body: Body) -> str:
    act = body.words.actions[action]
    verb = act.verb if act.actor == "agency" else f"federal officers: {act.verb}"
    return verb[:1].upper() + verb[1:]


def _table(matrix: dict[str, Data], labels: list[str], body: Body) -> list[Line]:
    side = (WIDTH - FIRST_COLUMN) // len(labels) - 1
    widths = [FIRST_COLUMN, *(side for _ in labels)]
    lines = [Line(), *table([[("", ""), *((_labels([label], body), "heading") for label in labels)]], widths)]
    for action, row in matrix.items():
        cells = [tuple(row[label]["presumed"]) for label in labels]
        shown = [(f"{shapes(c)} {outcome_words(c)}", c[0] if len(c) == 1 else "open") for c in cells]
        lines += [Line(), *table([[(_verb(action, body), ""), *shown]], widths)]
    return lines


def _by_action(matrix: dict[str, Data], body: Body) -> list[Line]:
    lines: list[Line] = []
    for action, row in matrix.items():
        groups: dict[tuple[str, ...], list[str]] = {}
        for label, cell in row.items():
            groups.setdefault(tuple(cell["presumed"]), []).append(label)
        lines += [Line(), *para(_verb(action, body), style="heading")]
        if body.words.actions[action].actor == "federal":
            groups = {next(iter(groups)): []}
        last = max(groups, key=lambda g: (g == ("not_addressed",), len(groups[g])))
        for outcomes, labels in sorted(groups.items(), key=lambda pair: pair[0] == last):
            whom = (
                _labels(labels, body)
                if outcomes != last
                else "every kind of agency"
                if len(groups) == 1
                else "every other kind"
            )
            tail = f" — {whom}" if labels else ""
            lines += para(
                f"{outcome_words(outcomes)}{tail}",
                2,
                outcomes[0] if len(outcomes) == 1 else "open",
                first=f"{shapes(outcomes)} ",
            )
    return lines


def _labels(labels: list[str], body: Body) -> str:
    kinds = [k for k in labels if k in body.words.agencies]
    named = [body.agencies[a].name for a in labels if a in body.agencies]
    return "; ".join(filter(None, (listed(named), kinds_words(kinds, body))))


def _instrument_lines(instruments: list[Data], labels: list[str], body: Body) -> list[Line]:
    lines = heading("What binds here")
    lines += para("No instrument we have speaks to an agency here on that day.") if not instruments else []
    everyone = {k for label in labels for k in (body.agencies[label].kinds if label in body.agencies else {label})}
    for one in sorted(instruments, key=lambda i: (-i["place"].count("/"), i["instrument"])):
        since = f" · since {day_words(one['since'])}" if one["since"] else ""
        force = " · advice, binding nobody" if one["advisory"] else ""
        whom = "every agency shown" if everyone <= set(one["binds"]) else kinds_words(one["binds"], body)
        lines += [Line(), *para(one["title"], 2, "heading")]
        lines += para(one["purpose"], 4) if one["purpose"] else []
        lines += para(
            f"{place_name(one['place'], body)} {one['authority'].replace('_', ' ')}{since}{force} · speaks to {whom}", 4
        )
        lines += para(f"{one['cite']} · {one['instrument']}", 4, "muted")
    return lines


def _official_lines(officials: list[Data], body: Body) -> list[Line]:
    lines = heading("Who controls what") if officials else []
    for one in officials:
        controls = listed(c.replace("_", " ") for c in one["controls"])
        lines += para(f"{one['who']} ({place_name(one['place'], body)}; {controls}): {one['says']}", 2, first="- ")
    return lines


def _exception_lines(found: dict[str, list[Data]], body: Body) -> list[Line]:
    lines = heading("Exceptions in force to each limit, from the provisions themselves")
    free = []
    for action, limits in found.items():
        verb = body.words.actions[action].verb
        if not limits:
            free.append(verb)
            continue
        lines += [Line(), *para(verb[:1].upper() + verb[1:], style="heading")]
        for limit in limits:
            lines += para(limit["says"], 2, first="▲ ") + para(limit["cite"], 4, "muted")
            for one in limit["exceptions"]:
                cite = "" if one["cite"] == limit["cite"] else f" ({one['cite']})"
                lines += para(f"It {one['says']}{cite}", 4, first="- ")
            lines += para("Exceptions: none found.", 4) if not limit["exceptions"] else []
    if free:
        lines += [Line(), *para("No limit is in force here, so none found:", style="heading")]
        lines += [line for verb in free for line in para(verb, 2, first="- ")]
    return lines


def _survey_lines(survey: list[Data], body: Body) -> list[Line]:
    lines = heading("What was read")
    for row in survey:
        whose = (
            kinds_words(row["agencies"], body)
            if row["agencies"]
            else "every other agency"
            if row["place"].count("/")
            else "every agency"
        )
        own = "their own rules read" if row["own"] == "read" else "their own rules not read"
        review = "no lawyer has reviewed it" if row["reviewed_by"] == "none" else f"reviewed by {row['reviewed_by']}"
        lines += para(f"{place_name(row['place'], body)}, {whose}: {row['read']}", 2, first="- ")
        lines += para(f"to {day_words(row['reaches'])} · {own} · {review}", 4, "muted")
    return lines if survey else [*lines, *para("Nothing yet.", 2)]
