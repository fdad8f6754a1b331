"""The law as an OpenFisca country package would have it: a variable for each concept, dated formulas for the change.

A log has many days, and a calculation has one period; so the rows are parted by the law in force, as a user would, and
that is done once in `prepare`. Inputs are set once too; each run forgets what was calculated and calculates anew.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from log_rows import (
    ACTS,
    CONTESTED,
    DETAINERS,
    FORMS,
    ISSUERS,
    JUDGES,
    MISSING,
    NOT_ADDRESSED,
    PERMITTED,
    PROHIBITED,
    REQUIRED,
    YEARS,
    YESNO,
    Rows,
)
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from peers.interface import BY_HAND, NO, PARTLY, YES, Run, Said

NAME, PACKAGE, PACE = "OpenFisca", "openfisca-core", "columns"
UNKNOWN = "the variable's default: False, the first code, zero"
FORBIDS_ONLY = False

Encounter = build_entity(key="encounter", plural="encounters", label="An encounter", is_person=True)
BEFORE, AFTER = "2025-06-30", "2025-07-01"
_IS_JUDGE = np.isin(np.arange(len(ISSUERS)), [ISSUERS.index(j) for j in JUDGES])
_IS_DETAINER = np.isin(np.arange(len(FORMS)), [FORMS.index(f) for f in DETAINERS])
_CALCULATED = ("judicial_warrant", "detainer", "limit_lifted", "hold_on_detainer", "notify_release")


def _variable(name: str, kind: type, /, **more: Any) -> type[Variable]:
    body = {"value_type": kind, "entity": Encounter, "definition_period": DateUnit.DAY, "label": name, **more}
    return type(name, (Variable,), body)


def _warrant(encounter: Any, period: Any) -> Any:
    return _IS_JUDGE[encounter("paper_issuer", period)] & (
        encounter("paper_authorises", period) == ACTS.index("arrest_person")
    )


def _detainer(encounter: Any, period: Any) -> Any:
    return _IS_DETAINER[encounter("request_form", period)]


def _lifted(encounter: Any, period: Any) -> Any:
    return encounter(YEARS, period) <= 10


def _lifted_2025(encounter: Any, period: Any) -> Any:
    return (encounter(YEARS, period) <= 5) & ~encounter("minor", period)


def _hold(encounter: Any, period: Any) -> Any:
    warrant = encounter("judicial_warrant", period)
    held = warrant & encounter("identity_match", period)
    limit = encounter("release_due", period) & encounter("solely_detainer", period) & ~warrant
    kept = (limit & ~encounter("limit_lifted", period)) | encounter("minor", period)
    kept |= encounter("victim_or_witness", period)
    return np.where(held, np.where(kept, CONTESTED, REQUIRED), np.where(kept, PROHIBITED, NOT_ADDRESSED))


def _notice(encounter: Any, period: Any) -> Any:
    years, registrant = encounter(YEARS, period), encounter("registrant", period)
    detainer, private = encounter("detainer", period), ~encounter("information_public", period)
    owed = encounter("written_request", period) & detainer & (years <= 5)
    told_not = encounter("purpose_civil", period) & private & ~registrant
    told_not |= detainer & private & ~encounter("judicial_warrant", period)
    free = registrant | (years <= 10)
    return np.where(owed, REQUIRED, np.where(told_not, PROHIBITED, np.where(free, PERMITTED, NOT_ADDRESSED)))


def _system() -> TaxBenefitSystem:
    system = TaxBenefitSystem([Encounter])
    system.add_variables(
        *(_variable(f, bool) for f in YESNO),
        *(_variable(f, int) for f in ("request_form", "paper_issuer", "paper_authorises", YEARS)),
        _variable("judicial_warrant", bool, formula=_warrant),
        _variable("detainer", bool, formula=_detainer),
        _variable("limit_lifted", bool, formula_2020_01_01=_lifted, formula_2025_07_01=_lifted_2025),
        _variable("hold_on_detainer", int, formula_2020_01_01=_hold),
        _variable("notify_release", int, formula_2020_01_01=_notice),
    )
    return system


def prepare(rows: Rows) -> Run:
    """Part the rows by the law in force, and set every input of two simulations."""
    system, late = _system(), rows.late
    first = int(np.count_nonzero(~late))
    parts = [(BEFORE, slice(0, first)), (AFTER, slice(first, len(rows)))]
    simulations = []
    for day, where in parts:
        simulation = SimulationBuilder().build_default_simulation(system, where.stop - where.start)
        for fact, column in rows.facts.items():
            if fact == "paper_basis":  # the constraints speak on it, no rule does
                continue
            given = column[where]
            given = np.where(given == MISSING, 0, given)
            simulation.set_input(fact, day, given.astype(bool if fact in YESNO else np.int32))
        simulations.append((simulation, day, where))

    def run() -> np.ndarray:
        found = np.empty((len(rows), 2), np.int8, order="F")
        for simulation, day, where in simulations:
            for name in _CALCULATED:
                simulation.delete_arrays(name)
            found[where, 0] = simulation.calculate("hold_on_detainer", day)
            found[where, 1] = simulation.calculate("notify_release", day)
        return found

    return run


def express(case: str) -> Said:
    """Run a case as OpenFisca would have it written."""

    def rule(encounter: Any, period: Any) -> Any:
        return encounter("past_release", period) & ~encounter("warrant", period)

    def rule_and_exception(encounter: Any, period: Any) -> Any:
        return rule(encounter, period) & ~encounter("felony", period)

    def first(encounter: Any, period: Any) -> Any:
        return np.where(
            encounter("ordered", period), REQUIRED, np.where(rule(encounter, period), PROHIBITED, NOT_ADDRESSED)
        )

    def ask(name: str, day: str, **given: bool) -> Any:
        system = TaxBenefitSystem([Encounter])
        system.add_variables(*(_variable(f, bool) for f in ("past_release", "warrant", "felony", "ordered")))
        system.add_variables(
            _variable("prohibited", bool, formula_2025_07_01=rule, reference="Example Act, s. 1"),
            _variable("excepted", bool, formula=rule_and_exception),
            _variable("outcome", int, formula=first),
        )
        simulation = SimulationBuilder().build_default_simulation(system, 1)
        simulation.trace = True
        for fact, value in given.items():
            simulation.set_input(fact, day, np.array([value]))
        return simulation.calculate(name, day)[0], simulation, system

    match case:
        case "unknown":
            found = ask("prohibited", AFTER, past_release=True)[0]
            return Said(NO, f"prohibited: {found}", "an input that is missing is its default, False")
        case "reasons":
            found, simulation, system = ask("prohibited", AFTER, past_release=True, warrant=False)
            trace = "; ".join(line.strip() for line in simulation.tracer.computation_log.lines())
            said = f"prohibited: {found}; reference {system.get_variable('prohibited').reference}; trace {trace}"
            return Said(
                PARTLY, said, "a trace of values, and a reference to each variable; not which rule prevailed over which"
            )
        case "dates":
            found = [ask("prohibited", day, past_release=True, warrant=False)[0] for day in (BEFORE, AFTER)]
            return Said(
                YES,
                f"prohibited: {found[0]}, {found[1]}",
                "dated formulas; one day to a calculation; not what was known when",
            )
        case "exception":
            found = ask("excepted", AFTER, past_release=True, warrant=False, felony=True)[0]
            return Said(BY_HAND, f"prohibited: {found}", "only by editing the formula, or replacing it in a reform")
        case _:
            found = ask("outcome", AFTER, past_release=True, warrant=False, ordered=True)[0]
            return Said(
                BY_HAND,
                "required" if found == REQUIRED else str(found),
                "the branch written first wins in silence; a conflict must be a branch of its own",
            )
