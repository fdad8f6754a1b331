"""From a place file to the place, with its canons, closing rules, survey and agencies."""

from __future__ import annotations

from comity.law.place import Closing, NamedAgency, Official, Place, SurveyRow
from comity.law.provision import Canon, Pattern
from comity.law.reading.parts import Pattern as PatternModel
from comity.law.reading.place_model import PlaceModel
from comity.law.reading.scope import Checker
from comity.vocabulary.words import Words


def to_place(model: PlaceModel, words: Words, check: Checker) -> Place:
    """Return the place; `check` collects unknown words with their lines."""
    canons = tuple(
        Canon(
            f"{model.place}/{c.id}",
            c.says,
            c.cite,
            to_pattern(c.attacker, check, ("canons", i, "attacker")),
            to_pattern(c.target, check, ("canons", i, "target")),
        )
        for i, c in enumerate(model.canons)
    )
    closing = tuple(
        Closing(
            frozenset(check.words(c.actions, words.actions, "action", ("closing", i, "actions"))),
            words.kinds_in(check.kinds(c.agencies, ("closing", i, "agencies"))),
            c.outcome,
            c.says,
            c.cite,
        )
        for i, c in enumerate(model.closing)
    )
    survey = []
    for i, row in enumerate(model.survey):
        kinds = () if row.agencies == "all" else check.kinds(tuple(row.agencies), ("survey", i, "agencies"))
        actions = (
            ()
            if row.actions == "all"
            else check.words(tuple(row.actions), words.actions, "action", ("survey", i, "actions"))
        )
        survey.append(
            SurveyRow(
                words.kinds_in(kinds),
                frozenset(actions),
                row.own == "read",
                row.read,
                row.on,
                row.reaches,
                row.reviewed_by,
            )
        )
    agencies = tuple(
        NamedAgency(a.id, a.name, frozenset(check.words(a.kinds, words.agencies, "agency", ("agencies", i, "kinds"))))
        for i, a in enumerate(model.agencies)
    )
    officials = tuple(Official(o.who, o.controls, o.says) for o in model.officials)
    return Place(
        model.place,
        model.name,
        model.kind,
        model.timezone or "",
        canons,
        closing,
        tuple(survey),
        agencies,
        officials,
        dict(model.circuits),
        model.tile,
    )


def to_pattern(model: PatternModel, check: Checker, at: tuple[str | int, ...]) -> Pattern:
    """Return a pattern of provisions."""
    return Pattern(
        modality=frozenset(model.modality),
        action=frozenset(check.words(model.action, check.vocabulary.actions, "action", (*at, "action"))),
        authority=frozenset(
            check.words(model.authority, check.vocabulary.authorities, "authority", (*at, "authority"))
        ),
        instrument=frozenset({model.instrument} if model.instrument else ()),
        place=model.place,
    )
