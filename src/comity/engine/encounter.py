"""An encounter: place, agency, day and facts, read from plain data with every wrong word named.

What reaches the engine has been checked: known places' shape, kinds, facts, values. Absent is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from comity.engine.digest import DigestBody
from comity.engine.known import Known, Members, Range, Values
from comity.law.body import STATUS, Body
from comity.law.selector import Who
from comity.vocabulary.day import parse_day, parse_moment
from comity.vocabulary.errors import InputError, Problem, nearest
from comity.vocabulary.fact import NO, YES, Fact, Kind
from comity.vocabulary.place import is_place

KEYS = (
    "place",
    "agency",
    "agency_id",
    "on",
    "known_at",
    "facts",
    "moments",
    "actions",
    "charges",
    "convictions",
    "papers",
)
_YES = {"yes", "true", "1"}
_NO = {"no", "false", "0"}
_NOT_SAID = ("unknown", "")


@dataclass(frozen=True)
class Records:
    """A list of small records; `complete` is False when there may be more of them."""

    items: tuple[dict[str, Known], ...]
    complete: bool = True


@dataclass(frozen=True)
class Encounter:
    """One request or act at an agency, on a day. `facts` maps a fact to what is known of it."""

    who: Who
    on: date
    facts: dict[str, Known] = field(default_factory=dict)
    lists: dict[str, Records] = field(default_factory=dict)
    moments: dict[str, datetime] = field(default_factory=dict)
    actions: tuple[str, ...] = ()
    known_at: date | None = None


def read_encounter(data: Mapping[str, Any], body: Body, where: str = "encounter") -> Encounter:
    """Return the encounter that `data` describes.

    Raise InputError with every problem: unknown keys, words and values, impossible dates. `where` names the input.
    """
    reader = _Reader(body, where)
    encounter = reader.read(data)
    if reader.problems:
        raise InputError(reader.problems)
    return encounter


class _Reader:
    def __init__(self, body: Body, where: str) -> None:
        self.body, self.words, self.where = body, body.words, where
        self.problems: list[Problem] = []

    def wrong(self, what: str, hint: str = "") -> None:
        self.problems.append(Problem(self.where, None, what, hint))

    def read(self, data: Mapping[str, Any]) -> Encounter:
        if not isinstance(data, Mapping):
            raise InputError([Problem(self.where, None, "an encounter is a mapping with place, agency, on and facts")])
        for key in data:
            if key not in KEYS:
                self.wrong(f"unknown key `{_short(key)}`", nearest(str(key), KEYS))
        who = self.who(data)
        moments, dates = self.moments(self.mapping(data, "moments"))
        lists = {n: self.records(n, data[n]) for n in self.words.lists if data.get(n) is not None}
        facts = self.facts(self.mapping(data, "facts")) | dates
        actions = tuple(self.word(a, self.words.actions, "action") for a in _listed(data.get("actions")))
        on = self.day(data.get("on"), "on") or date.min
        known_at = self.day(data["known_at"], "known_at") if data.get("known_at") else None
        return Encounter(who, on, facts, lists, moments, actions, known_at)

    def mapping(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        """Return the mapping under a key, empty where there is none."""
        found = data.get(key) or {}
        if isinstance(found, Mapping):
            return found
        self.wrong(f"`{key}` is a mapping of names to values")
        return {}

    def who(self, data: Mapping[str, Any]) -> Who:
        place = str(data.get("place") or "")
        if not is_place(place):
            self.wrong(f"`{_short(place)}` is not a place", nearest(place, self.body.places))
        agency_id = str(data["agency_id"]) if data.get("agency_id") else None
        named = self.body.agencies.get(agency_id or "")
        kinds = tuple(self.word(a, self.words.agencies, "agency") for a in _listed(data.get("agency")))
        if not kinds and named is None:
            self.wrong("`agency` is missing", nearest("", self.words.agencies))
        return Who(place, frozenset(kinds) | (named.kinds if named else frozenset()), agency_id)

    def day(self, value: Any, key: str) -> date | None:
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        try:
            return parse_day(str(value or ""))
        except ValueError as error:
            self.wrong(f"`{key}`: {error}")
            return None

    def word(self, value: Any, known: Mapping[str, Any], what: str) -> str:
        if str(value) not in known:
            self.wrong(f"unknown {what} `{_short(value)}`", nearest(str(value), known))
        return str(value)

    def moments(self, data: Mapping[str, Any]) -> tuple[dict[str, datetime], dict[str, Known]]:
        found: dict[str, datetime] = {}
        dates: dict[str, Known] = {}
        for name, text in data.items():
            if name not in self.words.moments:
                self.wrong(f"unknown moment `{_short(name)}`", nearest(str(name), self.words.moments))
                continue
            if not str(name).endswith("_at"):
                known = self.value(self.words.all_facts[name], text)
                if known is not None:
                    dates[name] = known
                continue
            try:
                found[name] = parse_moment(str(text))
            except ValueError as error:
                self.wrong(f"`{name}`: {error}")
        return found, dates

    def facts(self, data: Mapping[str, Any]) -> dict[str, Known]:
        """Return what is known of each fact. A fact's own word needs no reading, and most are given so."""
        words = _own_words(DigestBody(self.body))
        try:
            plain = dict(zip(data, map(words.get, data.items()), strict=True))
        except TypeError:  # a list or a mapping is among the values
            plain = {name: words.get((name, value)) if isinstance(value, str) else None for name, value in data.items()}
        return dict(self.read_rest(plain, data)) if not all(plain.values()) else {n: k for n, k in plain.items() if k}

    def read_rest(self, plain: dict[str, Known | None], data: Mapping[str, Any]) -> Iterator[tuple[str, Known]]:
        for name, word in plain.items():
            if word is not None:
                yield name, word
                continue
            fact = self.fact_named(str(name))
            known = self.value(fact, data[name]) if fact is not None else None
            if fact is not None and known is not None:
                yield fact.name, known

    def fact_named(self, name: str) -> Fact | None:
        facts = self.body.facts
        if name == STATUS or name not in facts:
            short = [f for f in self.body.derived if f.rsplit("/", 1)[-1] == name]
            if len(short) == 1:
                return facts[short[0]]
            stored = [f for f in facts if not f.startswith(("reading:", "did_", "own_rule.")) and f != STATUS]
            self.wrong(f"unknown fact `{_short(name)}`", nearest(name, stored))
            return None
        if facts[name].kind is Kind.MOMENT:
            self.wrong(f"`{name}` is a moment; give it under `moments`")
            return None
        return facts[name]

    def value(self, fact: Fact, value: Any) -> Known | None:
        """Return what a given value says of a fact, or None for unknown."""
        if value is None or value in _NOT_SAID:
            return None
        match fact.kind:
            case Kind.YESNO | Kind.CHOICE:
                return self.choice(fact, value)
            case Kind.SET:
                return self.members(fact, value)
            case _:
                return self.range(fact, value)

    def choice(self, fact: Fact, value: Any) -> Known | None:
        if isinstance(value, Mapping):
            if set(value) == {"one_of"}:
                left = frozenset(self.option(fact, v) for v in _listed(value["one_of"]))
            elif set(value) == {"not"}:
                left = frozenset(fact.options()) - {self.option(fact, v) for v in _listed(value["not"])}
            else:
                self.wrong(f"`{fact.name}` is known in part by `one_of` or `not`")
                return None
            if not left:
                self.wrong(f"`{fact.name}` is left without a value it could have")
                return None
            return Values(left)
        return Values(frozenset({self.option(fact, value)}))

    def option(self, fact: Fact, value: Any) -> str:
        text = str(value)
        if fact.kind is Kind.YESNO:
            low = text.lower()
            text = YES if low in _YES else NO if low in _NO else text
        if text not in fact.options():
            self.wrong(f"unknown value `{_short(text)}` of `{fact.name}`", nearest(text, fact.options()))
        return text

    def members(self, fact: Fact, value: Any) -> Known | None:
        if isinstance(value, Mapping):
            parts = {"has": frozenset[str](), "lacks": frozenset[str]()}
            for key, items in value.items():
                if key not in parts:
                    self.wrong(f"`{fact.name}` is known in part by `has` and `lacks`")
                    continue
                parts[str(key)] = frozenset(self.option(fact, v) for v in _listed(items))
            both = parts["has"] & parts["lacks"]
            if both:
                self.wrong(f"`{fact.name}` both has and lacks `{min(both)}`")
                return None
            return Members(parts["has"], parts["lacks"])
        has = frozenset(self.option(fact, v) for v in _listed(value))
        return Members(has, frozenset(fact.values) - has)

    def range(self, fact: Fact, value: Any) -> Known | None:
        read = self.day_number if fact.kind is Kind.DATE else self.number
        if isinstance(value, Mapping):
            if set(value) == {"between"} and len(_listed(value["between"])) == 2:
                low, high = (read(fact, v) for v in value["between"])
                if low <= high:
                    return Range(((low, high),))
                self.wrong(f"`{fact.name}`: the range is the wrong way round")
                return None
            self.wrong(f"`{fact.name}` is known in part by `between: [low, high]`")
            return None
        number = read(fact, value)
        derived = self.body.derived.get(fact.name)
        part = 0.5 if derived and derived.form == "since" and number < float("inf") else 0.0
        return Range(((number, number + part),))

    def number(self, fact: Fact, value: Any) -> float:
        if str(value) == "never":
            return float("inf")
        try:
            return float(int(str(value)))
        except ValueError:
            self.wrong(f"`{_short(value)}` is not a whole number, which `{fact.name}` is")
            return 0.0

    def day_number(self, fact: Fact, value: Any) -> float:
        day = self.day(value, fact.name)
        return float(day.toordinal()) if day else 0.0

    def records(self, name: str, data: Any) -> Records:
        complete = True
        if isinstance(data, Mapping):
            complete = str(data.get("complete", "yes")).lower() in _YES
            data = data.get("items", [])
        items: list[dict[str, Known]] = []
        fields = self.words.lists[name]
        for record in _listed(data):
            if not isinstance(record, Mapping):
                self.wrong(f"an entry of `{name}` is a mapping of {', '.join(fields)}")
                continue
            items.append(self.record(name, fields, record))
        return Records(tuple(items), complete)

    def record(self, name: str, fields: Mapping[str, Fact], record: Mapping[str, Any]) -> dict[str, Known]:
        found: dict[str, Known] = {}
        for key, value in record.items():
            if key not in fields:
                self.wrong(f"unknown field `{_short(key)}` of `{name}`", nearest(str(key), fields))
                continue
            fact = fields[key]
            text = not fact.options() and fact.kind is Kind.CHOICE
            known = Values(frozenset({str(value)})) if text and value else self.value(fact, value)
            if known is not None:
                found[str(key)] = known
        return found


@lru_cache(maxsize=8)
def _own_words(words: DigestBody) -> dict[tuple[str, Any], Known]:
    """Return what each word of a fact's own list says of it; what is given otherwise has to be read."""
    facts = [f for f in words.body.words.all_facts.values() if f.kind in (Kind.YESNO, Kind.CHOICE)]
    said = {(fact.name, value): Values(frozenset({value})) for fact in facts for value in fact.options()}
    return {given: known for given, known in said.items() if given[1] not in _NOT_SAID}


def _listed(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."
