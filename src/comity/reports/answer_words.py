"""The words and shapes in which a command says what the law makes of an act.

The shape and the word always stand together; colour only repeats them.
"""

from __future__ import annotations

from collections.abc import Iterable

from comity.law.body import Body
from comity.vocabulary.modality import Outcome
from comity.vocabulary.place import path_of

SHAPES = {
    "prohibited": "▲",
    "required": "■",
    "permitted": "●",
    "not_addressed": "○",
    "contested": "◆",
    "unsurveyed": "◆",
}
OUTCOMES = {
    "prohibited": "forbidden",
    "required": "required",
    "permitted": "allowed",
    "not_addressed": "not addressed",
    "contested": "contested",
    "unsurveyed": "not read yet",
}
BASES = {
    "forbidden": "forbidden",
    "no_power": "no power",
    "conflict": "rules conflict",
    "dispute": "law disputed",
    "advised": "advice only",
    "closing": "closing rule",
}
EVIDENCE = {"primary": "read", "secondary": "reported", "unread": "not read", "memory": "from memory"}
ROLES = {
    "controls": "controls",
    "may_control": "may control",
    "beside": "stands beside",
    "yields": "yields",
    "asks": "asks only",
    "bars_limits": "bars limits",
    "exempts": "lifts a rule",
}
MODALITIES = {
    "must": "requires it",
    "must_not": "forbids it",
    "may": "allows it",
    "lacks_power": "says that no power for it exists",
    "exempts": "lifts the rules it names, and grants nothing",
    "asks": "a federal request, which creates no duty",
    "bars_limits": "forbids lower governments to limit it, and requires no act",
}
_SAID = {
    "prohibited": "Do not {}",
    "required": "You must {}",
    "permitted": "You may {}",
    "not_addressed": "Nothing we read forbids or requires it: {}",
    "contested": "The law is contested: {}",
    "unsurveyed": "Nobody has read the law on this yet: {}",
}
_SAID_OF_FEDERAL = {
    "prohibited": "Federal officers may not {}",
    "required": "Federal officers must {}",
    "permitted": "Federal officers may {}",
}
_ORDER = tuple(SHAPES)


def ordered(outcomes: Iterable[str]) -> list[str]:
    """Return outcomes as plain words, the ones that bind first.

    >>> ordered(["not_addressed", "prohibited"])
    ['prohibited', 'not_addressed']
    """
    return sorted(map(str, outcomes), key=_ORDER.index)


def answer(outcomes: Iterable[str], action: str, body: Body) -> tuple[str, str, str]:
    """Return the shape, the sentence and the style of an answer."""
    found = ordered(outcomes)
    act = body.words.actions[action]
    if len(found) != 1:
        return "◆", f"It depends: {act.verb}", "open"
    said = _SAID | _SAID_OF_FEDERAL if act.actor == "federal" else _SAID
    return SHAPES[found[0]], said[found[0]].format(act.verb), found[0]


def outcome_words(outcomes: Iterable[str]) -> str:
    """Return outcomes as a phrase.

    >>> outcome_words(["not_addressed", "prohibited"])
    'forbidden or not addressed'
    """
    return listed((OUTCOMES[o] for o in ordered(outcomes)), "or")


def shapes(outcomes: Iterable[str]) -> str:
    """Return the shapes of outcomes, side by side."""
    return "".join(dict.fromkeys(SHAPES[o] for o in ordered(outcomes)))


def place_name(place: str, body: Body) -> str:
    """Return the name of a place: that of its file, or one made from its path."""
    if place in body.places:
        return body.places[place].name
    return place.rsplit("/", 1)[-1].replace("-", " ").title()


def place_words(place: str, body: Body) -> str:
    """Return a place with the state it lies in."""
    path = path_of(place)
    names = [place_name(place, body), *([place_name(path[1], body)] if len(path) > 2 else [])]
    return ", ".join(names)


def kinds_words(kinds: Iterable[str], body: Body, last: str = "and") -> str:
    """Return kinds of agency in words, in the vocabulary's order."""
    wanted = set(kinds)
    return listed((a.says for name, a in body.words.agencies.items() if name in wanted), last)


def source_words(provision: str, body: Body) -> str:
    """Return whose rule a provision is, in a word or two: the place's name and what was made."""
    found = body.provisions[provision]
    return f"{place_name(found.place, body)} {found.authority.replace('_', ' ')}"


def own_rules(place: str, body: Body, whose: str = "") -> str:
    """Return that nobody has read the own rules of a place, or of some of its agencies."""
    return f"We have not read {place_name(place, body)}'s own rules{whose}; one of them could change this answer."


def plain(outcome: Outcome | str) -> str:
    """Return the word for one outcome."""
    return OUTCOMES[str(outcome)]


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return words as a list in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""
