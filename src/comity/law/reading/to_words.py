"""From the vocabulary files to the words that everything is checked against."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

import holidays

from comity.law.calendar import Calendar
from comity.law.reading.vocabulary_model import CalendarModel, FieldModel, VocabularyModel
from comity.vocabulary.fact import Fact, Kind
from comity.vocabulary.words import Action, Agency, Constraint, Words

FIRST_YEAR, LAST_YEAR = 1990, 2050


def to_words(model: VocabularyModel) -> Words:
    """Return the vocabulary as values; `read_vocabulary` has checked that its files fit together."""
    facts = {
        name: Fact(name, f.type, f.values, f.question, f.presumption, f.cost, f.privacy, f.judgement, f.tier)
        for name, f in model.facts.items()
    }
    lists = {n: {k: _field(f"{n}.{k}", f, facts) for k, f in fields.items()} for n, fields in model.lists.items()}
    flat = {k: f.fact for fields in model.lists.values() for k, f in fields.items() if f.fact}
    return Words(
        agencies={n: Agency(n, a.says, a.level) for n, a in model.agencies.items()},
        groups=dict(model.groups),
        actions={n: Action(n, a.verb, a.actor) for n, a in model.actions.items()},
        facts=facts,
        duties={n: d.says for n, d in model.duties.items()},
        duty_done={n: d.done for n, d in model.duties.items() if d.done},
        recipients=model.recipients,
        authorities=model.authorities,
        moments=dict(model.moments),
        lists=lists,
        flat=flat,
        constraints=tuple(Constraint(c.id, c.that, c.says) for c in model.constraints),
    )


def _field(name: str, model: FieldModel, facts: dict[str, Fact]) -> Fact:
    if model.fact:
        return facts[model.fact]
    kind = {"text": Kind.CHOICE, "choice": Kind.CHOICE, "yesno": Kind.YESNO, "number": Kind.NUMBER, "date": Kind.DATE}[
        model.type
    ]
    return Fact(name, kind, model.values)


def to_calendars(model: VocabularyModel) -> dict[str, Calendar]:
    """Return the calendars with every day off from 1990 to 2050 worked out."""
    found: dict[str, Calendar] = {}
    todo = dict(model.calendars)
    while todo:
        ready = [n for n, c in todo.items() if c.extends is None or c.extends in found or c.extends not in todo]
        for name in ready:
            entry = todo.pop(name)
            start = found[entry.extends].holidays if entry.extends in found else frozenset()
            found[name] = Calendar(name, _days(entry, start))
        if not ready:
            break
    return found


def _days(model: CalendarModel, start: frozenset[date]) -> frozenset[date]:
    days = set(start)
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    if model.library:
        library = holidays.country_holidays(
            model.library.country, subdiv=model.library.subdivision, years=years, categories=(model.library.category,)
        )
        days.update(day for day, name in library.items() if not any(part in model.remove for part in name.split("; ")))
    for added in model.add:
        if isinstance(added.on, date):
            days.add(added.on)
            continue
        month, day = (int(part) for part in added.on.split("-"))
        for year in years:
            if (month, day) == (2, 29) and not isleap(year):
                continue
            when = date(year, month, day)
            if added.from_ and when < added.from_:
                continue
            if when.weekday() == 6 and added.sunday == "next":
                when += timedelta(days=1)
            if when.weekday() == 5 and added.saturday == "previous":
                when -= timedelta(days=1)
            days.add(when)
    return frozenset(days)
