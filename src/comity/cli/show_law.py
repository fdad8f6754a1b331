"""One provision, or one instrument, with everything that its file and its neighbours say of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from comity.cli.terminal import Line, day_words, heading, para
from comity.condition.prose import in_words
from comity.engine.clock import in_words as clock_words
from comity.engine.yields import text_attacks
from comity.law.body import Body
from comity.law.history import Event
from comity.law.instrument import Hypothetical, Instrument, Remedy
from comity.law.provision import Pattern, Provision
from comity.law.selector import Selector
from comity.reports.answer_words import EVIDENCE, MODALITIES, kinds_words, listed, place_name
from comity.vocabulary.place import relation

Data = dict[str, Any]


def provision_data(p: Provision, body: Body) -> Data:
    """Return everything known of a provision, as plain data."""
    instrument = next(i for i in body.all_instruments if i.id == p.instrument)
    near = [o for o in body.provisions.values() if o is not p and relation(p.place, o.place) != "aside"]
    defeats = [o for o in near if text_attacks(p, o)]
    yields = [o for o in near if text_attacks(o, p)]
    return {
        "provision": p.id,
        "instrument": p.instrument,
        "title": instrument.title,
        "in_force": "only if the bill is laid over the law" if instrument.quiet else None,
        "says": p.says,
        "cite": p.cite,
        "quote": p.quote or None,
        "evidence": p.evidence,
        "url": p.source_url or None,
        "modality": str(p.modality),
        "advisory": p.advisory,
        "actions": list(p.actions),
        "duty": _duty(p, body),
        "binds": selector_words(p.binds, body),
        "when": in_words(p.when).replace("_", " "),
        "notes": list(p.notes),
        "history": [*_events(instrument.history, "instrument", body), *_events(p.history, "provision", body)],
        "names": {
            "defeats": [pattern_words(t) for t in p.attacks],
            "yields_to": [pattern_words(t) for t in p.yields_to],
            "beside": [pattern_words(t) for t in p.beside],
            "bars": pattern_words(p.bars) if p.bars else None,
        },
        "edges": {
            "defeats": [_named(o, body) for o in defeats],
            "yields_to": [_named(o, body) for o in yields],
            "only_under": {"point": p.gate[0], "reading": p.gate[1]} if p.gate else None,
        },
        "hypotheticals": _hypotheticals(instrument, p.id),
        "remedies": [_remedy(r) for i in body.instruments.values() for r in i.remedies if p.id in r.targets],
        "file": f"{p.path}:{p.line}",
    }


def _named(p: Provision, body: Body) -> Data:
    return {"provision": p.id, "law": p.instrument in body.instruments}


def instrument_data(instrument: Instrument, body: Body) -> Data:
    """Return everything known of an instrument, its provisions in short, as plain data."""
    overlay = body.overlays.get(instrument.id)
    return {
        "instrument": instrument.id,
        "title": instrument.title,
        "cite": instrument.cite,
        "place": instrument.place,
        "authority": overlay.kind if overlay else instrument.authority,
        "law": overlay is None,
        "advisory": instrument.advisory,
        "purpose": instrument.purpose or None,
        "stages": [{"on": day.isoformat(), "stage": stage} for day, stage in overlay.stages] if overlay else [],
        "history": _events(instrument.history, "instrument", body),
        "provisions": [
            {"provision": p.id, "says": p.says, "cite": p.cite, "modality": str(p.modality), "evidence": p.evidence}
            for p in instrument.provisions
        ],
        "derived": [{"fact": d.id, "question": d.question} for d in instrument.derived],
        "open_points": [
            {
                "point": o.id,
                "kind": o.kind,
                "question": o.question,
                "settled": [f"{s.reading}, {s.by}" for s in o.settled],
            }
            for o in instrument.open_points
        ],
        "remedies": [_remedy(r) for r in instrument.remedies],
        "sources": [{"id": name, **source} for name, source in instrument.sources.items()],
        "hypotheticals": len(instrument.hypotheticals),
        "file": instrument.path,
    }


def _duty(p: Provision, body: Body) -> Data | None:
    if p.duty is None:
        return None
    clock = p.duty.clock
    when = clock_words(clock, body.words.moments) if clock else None
    return {
        "what": p.duty.what,
        "says": body.words.duties[p.duty.what],
        "to": list(p.duty.to),
        "keep_for": p.duty.keep_for or None,
        "clock": when,
    }


def _events(events: Iterable[Event], of: str, body: Body) -> list[Data]:
    return [_event(e, of, body) for e in events]


def _event(e: Event, of: str, body: Body) -> Data:
    whom = selector_words(e.as_to, body) if e.as_to != Selector() else None
    return {
        "event": e.event,
        "on": e.on.isoformat(),
        "until": e.until.isoformat(),
        "recorded": e.recorded.isoformat(),
        "of": of,
        "as_to": whom,
    }


def _stance(h: Hypothetical, provision: str, instrument: Instrument) -> str:
    """Return whether a hypothetical names the provision as a reason (`for`), or as none (`against`)."""
    named = {"for": [i for e in h.expect for i in e.because], "against": [i for e in h.expect for i in e.not_because]}
    full = {stance: {i if ":" in i else f"{instrument.id}/{i}" for i in ids} for stance, ids in named.items()}
    return next((stance for stance, ids in full.items() if provision in ids), "")


def _hypotheticals(instrument: Instrument, provision: str) -> list[Data]:
    tried = [h for h in instrument.hypotheticals if _stance(h, provision, instrument)]
    return [_hypothetical(h, provision, instrument) for h in tried]


def _hypothetical(h: Hypothetical, provision: str, instrument: Instrument) -> Data:
    found = {e.action: sorted(e.presumed if e.presumed is not None else e.outcomes or ()) for e in h.expect}
    return {"says": h.says, "on": h.on.isoformat(), "stance": _stance(h, provision, instrument), "expect": found}


def _remedy(r: Remedy) -> Data:
    return {
        "who": list(r.who),
        "forum": r.forum,
        "form": r.form,
        "says": r.says,
        "cite": r.cite,
        "evidence": r.evidence,
    }


def selector_words(selector: Selector, body: Body) -> str:
    """Return who a selector means, in words."""
    parts = [kinds_words(selector.kinds, body, "or")] if selector.kinds else []
    parts += (
        [listed((body.agencies[a].name if a in body.agencies else a for a in sorted(selector.agency_ids)), "or")]
        if selector.agency_ids
        else []
    )
    parts += [f"in {listed((place_name(p, body) for p in selector.places), 'or')}"] if selector.places else []
    words = " · ".join(parts) or "every agency"
    return f"{words}, except {selector_words(selector.apart, body)}" if selector.apart else words


def pattern_words(pattern: Pattern) -> str:
    """Return what a pattern of provisions means, in words.

    >>> pattern_words(Pattern(place="below"))
    'any rule of a place below'
    """
    if pattern.ids:
        return listed(sorted(pattern.ids), "or")
    what = [f"that {listed((MODALITIES[m] for m in sorted(pattern.modality)), 'or')}"] if pattern.modality else []
    what += [f"on {listed((a.replace('_', ' ') for a in sorted(pattern.action)), 'or')}"] if pattern.action else []
    what += (
        [f"made by {listed((a.replace('_', ' ') for a in sorted(pattern.authority)), 'or')}"]
        if pattern.authority
        else []
    )
    what += [f"of {listed(sorted(pattern.instrument), 'or')}"] if pattern.instrument else []
    what += (
        [f"of {'the same place' if pattern.place == 'same' else f'a place {pattern.place}'}"] if pattern.place else []
    )
    return " ".join(["any rule", *what])


# --- as lines


def provision_lines(data: Data, body: Body) -> list[Line]:
    """Return a provision as lines."""
    lines = para(data["provision"], style="heading")
    lines += [Line(), *para(data["says"], 2)]
    lines += para(f"“{data['quote']}”", 4) if data["quote"] else []
    lines += para(f"{data['cite']} · {data['title']} · {EVIDENCE[data['evidence']]}", 4, "muted")
    lines += para(data["url"], 4, "muted") if data["url"] else []
    for found in data.get("cite_links", ()):
        lines += para(f"{found['cite']}: {found['link']}", 4, "muted") if found["link"] != data["url"] else []
    lines += [line for note in data["notes"] for line in para(note, 4, first="- ")]
    verbs = listed((body.words.actions[a].verb for a in data["actions"]), "or")
    lines += heading("What it does", 2) + para(f"To {verbs}: it {_does(data)}.", 4)
    lines += para(f"Not law: {data['in_force']}.", 4) if data["in_force"] else []
    lines += para("It is advice, and speaks only where nothing binding does.", 4) if data["advisory"] else []
    lines += _duty_lines(data["duty"])
    lines += heading("Whom it binds", 2) + para(data["binds"], 4)
    lines += heading("When it applies", 2) + para(_sentence(data["when"]), 4)
    lines += _history_lines(data["history"])
    lines += _edge_lines(data["names"], data["edges"])
    lines += _hypothetical_lines(data["hypotheticals"])
    lines += _remedy_lines(data["remedies"])
    return [*lines, Line(), *para(data["file"], style="muted")]


def _does(data: Data) -> str:
    if data["duty"]:
        return "speaks on a duty that comes with it"
    words = MODALITIES[data["modality"]]
    return f"is {words}" if data["modality"] == "asks" else words


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _duty_lines(duty: Data | None) -> list[Line]:
    if not duty:
        return []
    to = f", to the {listed(t.replace('_', ' ') for t in duty['to'])}" if duty["to"] else ""
    kept = f" · keep it {duty['keep_for'].replace('_', ' ')}" if duty["keep_for"] else ""
    return para(f"{_sentence(duty['says'])[:-1]}{to} · {duty['clock'] or 'the law names no time'}{kept}", 4, first="□ ")


def _history_lines(history: Iterable[Data]) -> list[Line]:
    lines = heading("History", 2)
    for e in history:
        when = (
            day_words(e["on"]) if e["on"] == e["until"] else f"between {day_words(e['on'])} and {day_words(e['until'])}"
        )
        whom = f", as to {e['as_to']}" if e["as_to"] else ""
        lines += para(
            f"{when}: {e['event'].replace('_', ' ')}{whom} ({e['of']}; written down {day_words(e['recorded'])})",
            4,
            first="- ",
        )
    return lines if len(lines) > 2 else [*lines, *para("Always in force; no event is recorded.", 4)]


def _edge_lines(names: Data, edges: Data) -> list[Line]:
    lines = heading("Who yields to whom", 2)
    for title, key in (
        ("Its text defeats", "defeats"),
        ("Its text yields to", "yields_to"),
        ("Stands together with", "beside"),
    ):
        lines += [line for words in names[key] for line in para(f"{title} {words}", 4, first="- ")]
    lines += para(f"Bars {names['bars']}", 4, first="- ") if names["bars"] else []
    for title, key in (("Defeats", "defeats"), ("Yields to", "yields_to")):
        for one in edges[key]:
            tail = "where both apply" if one["law"] else "were that bill or suit law"
            lines += para(f"{title} {one['provision']}, {tail}", 4, first="- ")
    only = edges["only_under"]
    lines += (
        para(f"These count only under the reading {only['reading']} of {only['point']}", 4, first="- ") if only else []
    )
    return lines if len(lines) > 2 else [*lines, *para("No text sets it over or under another rule.", 4)]


def _hypothetical_lines(found: list[Data]) -> list[Line]:
    lines = heading("Hypotheticals that try it", 2) if found else []
    for one in found:
        lines += para(one["says"], 4, first="- ")
        stance = "it is among the reasons" if one["stance"] == "for" else "it is not a reason"
        lines += para(f"{day_words(one['on'])} · {stance}", 6, "muted")
    return lines


def _remedy_lines(remedies: list[Data]) -> list[Line]:
    lines = heading("What may follow a breach", 2) if remedies else []
    for one in remedies:
        who = f"{listed((w.replace('_', ' ') for w in one['who']), 'or')}: " if one["who"] else ""
        lines += para(f"{who}{one['says']}", 4, first="- ") + para(
            f"{one['cite']} · {EVIDENCE[one['evidence']]}", 6, "muted"
        )
    return lines


def instrument_lines(data: Data, body: Body) -> list[Line]:
    """Return an instrument as lines."""
    lines = para(data["title"], style="heading")
    force = " · advice, binding nobody" if data["advisory"] else ""
    lines += para(
        f"{data['cite']} · {place_name(data['place'], body)} {data['authority'].replace('_', ' ')}{force}", 2, "muted"
    )
    lines += para(data["purpose"], 2) if data["purpose"] else []
    lines += para("Not law: it decides nothing by itself.", 2) if not data["law"] else []
    lines += [line for s in data["stages"] for line in para(f"{day_words(s['on'])}: {s['stage']}", 2, first="- ")]
    lines += _history_lines(data["history"]) if data["law"] else []
    lines += heading("Provisions", 2)
    for p in data["provisions"]:
        lines += para(p["says"], 4)
        lines += para(f"{p['cite']} · {MODALITIES[p['modality']]} · {EVIDENCE[p['evidence']]}", 6, "muted") + para(
            p["provision"], 6, "muted"
        )
    lines += heading("Open points", 2) if data["open_points"] else []
    for point in data["open_points"]:
        settled = f" Settled here and there: {listed(point['settled'])}." if point["settled"] else ""
        lines += para(f"{point['question']} ({point['kind']}){settled}", 4, "open", first="◆ ")
    lines += heading("Facts it is computed from", 2) if data["derived"] else []
    lines += [line for d in data["derived"] for line in para(f"{d['question']} ({d['fact']})", 4, first="- ")]
    lines += _remedy_lines(data["remedies"])
    lines += heading("Sources", 2) if data["sources"] else []
    for source in data["sources"]:
        note = f": {source['note']}" if source["note"] else ""
        lines += para(f"{EVIDENCE[source['read']]} {day_words(source['on'])}{note} {source['url']}", 4, first="- ")
    return [*lines, Line(), *para(f"{data['hypotheticals']} hypotheticals · {data['file']}", style="muted")]
