"""Random small bodies of law, made of values and not of files, so that thousands can be tried.

They hold every mechanism at once: constraints, ties between derived facts, duties, advisory and unread law, windows,
open points of each kind, edges of each kind, canons, closing rules.
"""

from __future__ import annotations

import random
from datetime import date

from comity.condition.parse import parse
from comity.condition.tree import ALWAYS, All, Not, Tree
from comity.condition.tree import Any as AnyOf
from comity.condition.tree import Test as OneTest
from comity.law.body import Body
from comity.law.history import Event
from comity.law.instrument import Derived, Instrument, OpenPoint, Settled
from comity.law.place import Closing, Place, SurveyRow
from comity.law.provision import Canon, Duty, Pattern, Provision
from comity.law.selector import EVERYONE, Selector, Who
from comity.vocabulary.fact import Fact, Kind
from comity.vocabulary.modality import Modality
from comity.vocabulary.words import Action, Agency, Words

DAY = date(2026, 3, 2)
PLACES = ("us", "us/xx", "us/xx/town")
ACTIONS = ("hold", "tell")
JUDGED, WARRANT = "us/xx:act/judged", "us/xx:act/warrant"
DISPUTED, UNDECIDED, WINDOW = "us:act/valid", "us/xx:act/reach", "us/xx:act/changed"
STORED = {
    f.name: f
    for f in (
        Fact("due", Kind.YESNO, presumption="yes"),
        Fact("minor", Kind.YESNO),
        Fact("suspect", Kind.YESNO, presumption="no"),
        Fact("form", Kind.CHOICE, ("none", "request", "warrant")),
        Fact("issuer", Kind.CHOICE, ("nobody", "officer", "judge")),
        Fact("purposes", Kind.SET, ("civil", "criminal")),
        Fact("years", Kind.NUMBER),
    )
}
WORDS = Words(
    agencies={"jail": Agency("jail", "jail", "local"), "court": Agency("court", "court", "state")},
    groups={},
    actions={a: Action(a, f"{a} the person") for a in ACTIONS},
    facts=STORED,
    duties={"copy": "give a copy"},
    duty_done={},
    recipients=("person",),
    authorities=("statute", "ordinance"),
    moments={},
    lists={"papers": {"form": STORED["form"], "issuer": STORED["issuer"]}},
    flat={"form": "form", "issuer": "issuer"},
    constraints=(),
)
RULES = {
    "no-paper": "form != 'none' or issuer == 'nobody'",
    "warrant": "form != 'warrant' or issuer == 'judge'",
    "request": "form != 'request' or issuer == 'officer'",
    "minor": "not minor or years < 3",
    "suspect": "not suspect or due or minor",
}


def body_of(seed: int) -> Body:
    """Return a body of law; the same seed gives the same law."""
    rng = random.Random(seed)
    provisions = [_provision(rng, n) for n in range(rng.randint(2, 7))]
    instruments = {}
    for place in PLACES:
        for advisory in (False, True):
            of_place = tuple(p for p in provisions if p.place == place and p.advisory is advisory)
            made = _instrument(rng, place, of_place, advisory=advisory)
            instruments[made.id] = made
    chosen = rng.sample(list(RULES), rng.randint(0, 3))
    constraints = tuple((name, parse(RULES[name], STORED.__getitem__), name) for name in sorted(chosen))
    return Body(WORDS, _places(rng), instruments, {}, constraints, {}, f"small law {seed}", "2026.11")


def who(seed: int) -> Who:
    """Return an agency of one of the places."""
    rng = random.Random(seed)
    return Who(rng.choice((*PLACES[1:], "us/xx/elsewhere")), frozenset({rng.choice(("jail", "jail", "court"))}))


def _instrument(rng: random.Random, place: str, provisions: tuple[Provision, ...], *, advisory: bool) -> Instrument:
    name = f"{place}:{'advice' if advisory else 'act'}"
    return Instrument(
        id=name,
        place=place,
        title=name,
        cite=name,
        authority="statute",
        advisory=advisory,
        purpose="",
        history=(),
        provisions=provisions,
        open_points=() if advisory else _points(rng, name),
        derived=_derived() if name == "us/xx:act" else (),
        remedies=(),
        hypotheticals=(),
        sources={},
    )


def _points(rng: random.Random, name: str) -> tuple[OpenPoint, ...]:
    readings: dict[str, tuple[str, tuple[str, ...]]] = {
        "one": ("One.", ("A v. B",)),
        "two": ("Two.", ()),
        "three": ("Three.", ()),
    }
    where = Settled("two", Selector(places=("us/xx/town",)), DAY, "C v. D")
    settled = (where,) if rng.random() < 0.2 else ()
    return {
        "us:act": (OpenPoint(DISPUTED, "disputed", "Which?", readings, settled),),
        "us/xx:act": (
            OpenPoint(UNDECIDED, "undecided", "Which?", readings),
            OpenPoint(WINDOW, "unverified", "Changed?", {"not_yet": ("No.", ()), "changed": ("Yes.", ())}),
        ),
    }.get(name, ())


def _derived() -> tuple[Derived, ...]:
    return (
        Derived(JUDGED, "any", "A judge's paper?", "papers", "issuer == 'judge'"),
        Derived(WARRANT, "any", "A judge's warrant?", "papers", "issuer == 'judge' and form == 'warrant'"),
    )


def _test(rng: random.Random) -> Tree:
    match rng.randrange(9):
        case 0:
            return OneTest("form", "in", tuple(rng.sample(("none", "request", "warrant"), rng.choice((1, 2)))))
        case 1:
            return OneTest("issuer", "in", (rng.choice(("officer", "judge")),))
        case 2:
            return OneTest("purposes", "has", (rng.choice(("civil", "criminal")),))
        case 3:
            return OneTest("years", rng.choice(("<", "<=", ">", "==")), (rng.choice((2, 3, 5)),))
        case 4:
            return OneTest(rng.choice((JUDGED, WARRANT)), "in", ("yes",))
        case 5:
            point = rng.choice((DISPUTED, DISPUTED, UNDECIDED))
            return OneTest(f"reading:{point}", "in", (rng.choice(("one", "two")),))
        case _:
            return OneTest(rng.choice(("due", "minor", "suspect")), "in", ("yes",))


def _tree(rng: random.Random, depth: int = 2) -> Tree:
    if depth == 0 or rng.random() < 0.4:
        return _test(rng)
    match rng.randrange(3):
        case 0:
            return Not(_tree(rng, depth - 1))
        case 1:
            return All((_tree(rng, depth - 1), _tree(rng, depth - 1)))
        case _:
            return AnyOf((_tree(rng, depth - 1), _tree(rng, depth - 1)))


def _provision(rng: random.Random, n: int) -> Provision:
    place, advisory = rng.choice(PLACES), rng.random() < 0.15
    instrument = f"{place}:{'advice' if advisory else 'act'}"
    window = Event("effective", date(2026, 1, 1), date(2026, 6, 1), DAY, point=WINDOW)
    return Provision(
        id=f"{instrument}/rule-{n}",
        instrument=instrument,
        place=place,
        actions=rng.choice((("hold",), ("hold",), ("hold", "tell"), ("tell",))),
        modality=rng.choice([*Modality, Modality.MUST, Modality.MUST_NOT, Modality.MAY]),
        authority=rng.choice(WORDS.authorities),
        binds=rng.choice((EVERYONE, EVERYONE, Selector(frozenset({"jail"})))),
        when=ALWAYS if rng.random() < 0.15 else _tree(rng),
        says=f"Rule {n}.",
        cite=f"s. {n}",
        evidence="primary",
        advisory=advisory,
        history=(window,) if rng.random() < 0.1 else (),
        attacks=_targets(rng, n, 0.3),
        yields_to=_targets(rng, n, 0.1),
        gate=(DISPUTED, rng.choice(("one", "two"))) if rng.random() < 0.2 else None,
        duty=Duty("copy", ("person",)) if rng.random() < 0.2 else None,
    )


def _targets(rng: random.Random, n: int, often: float) -> tuple[Pattern, ...]:
    """Return targets: single provisions with a lower number (so that texts alone make no cycle), or a pattern."""
    found = []
    for m in range(n):
        if rng.random() < often:
            ids = {f"{place}:{kind}/rule-{m}" for place in PLACES for kind in ("act", "advice")}
            found.append(Pattern(ids=frozenset(ids)))
    if rng.random() < 0.1:
        found.append(Pattern(modality=frozenset({rng.choice(list(Modality))}), place=rng.choice(("above", "below"))))
    return tuple(found)


def _places(rng: random.Random) -> dict[str, Place]:
    found = {}
    for place in PLACES:
        if place == "us/xx/town" and rng.random() < 0.5:
            continue
        canon = Canon(
            f"{place}/canon",
            "Power comes first.",
            "s. 0",
            Pattern(modality=frozenset({rng.choice((Modality.LACKS_POWER, Modality.MUST_NOT, Modality.MUST))})),
            Pattern(place=rng.choice((None, "below"))),
        )
        closing = Closing(frozenset({"hold"}), frozenset(), rng.choice(("prohibited", "permitted")), "Closed.", "s. 99")
        row = SurveyRow(frozenset(), frozenset(), rng.random() < 0.7, "all", DAY, DAY, "none")
        found[place] = Place(
            place,
            place,
            "state",
            "",
            (canon,) if rng.random() < 0.4 else (),
            (closing,) if rng.random() < 0.1 else (),
            (row,) if rng.random() < 0.8 else (),
            (),
            (),
            {},
        )
    return found
