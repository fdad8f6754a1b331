"""How the value of a fact key becomes facts of ours.

A reader gets what is said so far and a value that is known. Patterns look at words, never at a case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from tests.cases.translate import Said

Reader = Callable[[Said, Any], None]


def yes_no(value: Any) -> str:
    return "yes" if value is True or str(value).lower() in ("true", "yes") else "no"


def flag(*facts: str) -> Reader:
    """True and false are the yes and no of these facts."""

    def read(said: Said, value: Any) -> None:
        for fact in facts:
            said.set(fact, yes_no(value))

    return read


def only(said_when: str, **facts: Any) -> Reader:
    """These facts follow when the value is `said_when` (yes or no); otherwise nothing does."""

    def read(said: Said, value: Any) -> None:
        if yes_no(value) == said_when:
            for fact, given in facts.items():
                said.set(fact, given)

    return read


def opposite(**facts: tuple[Any, Any]) -> Reader:
    """Each fact has a value for true and one for false."""

    def read(said: Said, value: Any) -> None:
        for fact, (on_true, on_false) in facts.items():
            said.set(fact, on_true if yes_no(value) == "yes" else on_false)

    return read


def words(*patterns: tuple[str, Mapping[str, Any]]) -> Reader:
    """The first pattern that the text shows says its facts; a text that none knows says nothing."""
    compiled = [(re.compile(p, re.IGNORECASE), facts) for p, facts in patterns]

    def read(said: Said, value: Any) -> None:
        for pattern, facts in compiled:
            if pattern.search(str(value)):
                for fact, given in facts.items():
                    said.set(fact, given)
                return

    return read


def paper(kind: str, **facts: Any) -> Reader:
    """True adds a paper, and what follows from it; false adds none."""

    def read(said: Said, value: Any) -> None:
        if yes_no(value) == "yes":
            said.paper(kind)
            for fact, given in facts.items():
                said.set(fact, given)

    return read


def either(fact: str, *keys: str) -> Reader:
    """The fact is yes where any of the keys is true, and no where those that are told are false."""

    def read(said: Said, value: Any) -> None:
        told = [said.told(k) for k in keys]
        said.set(fact, "yes" if any(yes_no(t) == "yes" for t in told if t is not None) else yes_no(value))

    return read


def every(fact: str, *keys: str) -> Reader:
    """The fact is yes only where each key that is told is true."""

    def read(said: Said, _: Any) -> None:
        told = [said.told(k) for k in keys]
        said.set(fact, "yes" if all(yes_no(t) == "yes" for t in told if t is not None) else "no")

    return read


def signer(said: Said, value: Any) -> None:
    """Say who signed the judge's paper, or that an officer signed."""
    text = str(value).lower()
    table = (
        ("article iii|district judge|federal judge", "article_iii_judge"),
        ("magistrate", "federal_magistrate"),
        ("clerk", "state_clerk"),
        ("immigration judge", "immigration_judge"),
        ("officer|ice|deportation|dhs", "immigration_officer"),
        ("judge", "state_judge"),
    )
    who = next((word for pattern, word in table if re.search(pattern, text)), None)
    judge_signs = who in ("article_iii_judge", "federal_magistrate", "state_judge", "state_clerk")
    for shown in said.papers:
        by_judge = shown["form"] in ("judicial_warrant", "court_order", "judicial_subpoena")
        if judge_signs and by_judge:
            shown["issuer"] = who


def named_agency(said: Said, value: Any) -> None:
    """Find the agency that the law folder names like this."""
    for agency in said.law.body.agencies.values():
        if agency.name.lower() == str(value).lower():
            said.agency_id = agency.id


def age(said: Said, value: Any) -> None:
    said.set("minor", "yes" if float(value) < 18 else "no")


def agreement(said: Said, value: Any) -> None:
    """Take an agreement that a case speaks of, and no step of, for one that is to be entered."""
    if re.search(r"\bnew\b", str(value)) or said.action in {"agreement_287g", "detention_contract"}:
        said.default("agreement_step", "enter")


def agreement_status(said: Said, value: Any) -> None:
    if str(value) == "existing":
        said.set("agreement_step", "exercise")
        if said.action == "agreement_287g":
            said.set("agreement_in_force", "yes")


def signed_before(said: Said, value: Any) -> None:
    last = date.fromisoformat(str(value)) - timedelta(days=1)
    said.moments["agreement_signed_on"] = {"between": ["1996-01-01", last.isoformat()]}


def offence_date(said: Said, value: Any) -> None:
    said.moments["offence_date"] = str(value)


CLASSES = (
    ("violent or serious|serious or violent", {"one_of": ["serious_felony", "violent_felony"]}),
    ("violent felony", "violent_felony"),
    ("serious felony", "serious_felony"),
    ("felony", {"one_of": ["felony", "serious_felony", "violent_felony", "capital"]}),
    ("misdemeanor|misdemeanour|disorderly persons", "misdemeanour"),
    ("minor", {"one_of": ["infraction", "misdemeanour"]}),
    ("infraction|violation", "infraction"),
)


def offence_class(text: Any) -> Any:
    return next((word for pattern, word in CLASSES if re.search(pattern, str(text), re.IGNORECASE)), None)


def one(items: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """Return the list with its one record to fill."""
    return items or [{}]


def charge(said: Said, value: Any) -> None:
    said.charges = one(said.charges)
    said.charges[0].setdefault("stage", "charged")
    name = said.offence(str(value))
    if name:
        said.charges[0]["offence"] = name


def charge_class(said: Said, value: Any) -> None:
    if str(value) == "none":
        said.charges = []
        return
    said.charges = one(said.charges)
    found = offence_class(value)
    if found:
        said.charges[0]["class"] = found


def charged(stage: str) -> Reader:
    def read(said: Said, value: Any) -> None:
        if yes_no(value) == "no":
            said.charges = []
            return
        said.charges = one(said.charges)
        said.charges[0]["stage"] = stage

    return read


def convicted(said: Said, value: Any) -> None:
    said.convictions = one(said.convictions) if yes_no(value) == "yes" else []


def no_conviction(said: Said, value: Any) -> None:
    if yes_no(value) == "no":
        said.convictions = []


def conviction_class(said: Said, value: Any) -> None:
    if str(value) == "none":
        said.convictions = []
        for ground in ("state_prison_conviction", "federal_aggravated_felony"):
            said.default(ground, "no")
        return
    said.convictions = one(said.convictions)
    found = offence_class(value)
    if found:
        said.convictions[0]["class"] = found
        said.convictions[0]["as"] = "misdemeanour" if found == "misdemeanour" else "felony"


def conviction_years(said: Said, value: Any) -> None:
    """Give the conviction a date: so many whole years ago, by anniversary."""
    if not re.fullmatch(r"\d+", str(value)):
        return
    on, years = date.fromisoformat(str(said.case["evaluate_on"])), int(value)
    last = on.replace(year=on.year - years)
    first = on.replace(year=on.year - years - 1) + timedelta(days=1)
    said.convictions = one(said.convictions)
    said.convictions[0]["date"] = {"between": [first.isoformat(), last.isoformat()]}


def offense(said: Said, value: Any) -> None:
    """The offence is that of the conviction where the case speaks of one, else of the charge."""
    if said.told("conviction_class") in (None, "none") and said.told("convicted") is not True:
        charge(said, value)
        return
    said.convictions = one(said.convictions)
    name = said.offence(str(value))
    if name:
        said.convictions[0]["offence"] = name


def no_finding(said: Said, value: Any) -> None:
    """No finding of probable cause by any judge; where there is one, the case does not say which."""
    if yes_no(value) == "no":
        said.set("magistrate_state_prison", "no")
        said.set("federal_probable_cause_finding", "no")


def delay(said: Said, value: Any) -> None:
    if float(value) > 0:
        said.set("release_delayed", "yes")
        said.set("release_due", "yes")


def detainer_on_file(said: Said, value: Any) -> None:
    if yes_no(value) == "yes" and not any(p["form"].startswith("I-247") for p in said.papers):
        said.paper("I-247A")


def administrative_warrant(said: Said, value: Any) -> None:
    if yes_no(value) == "yes" and not any(p["form"] in ("I-200", "I-205") for p in said.papers):
        said.paper("I-200")


def warrant_type(said: Said, value: Any) -> None:
    if re.search("civil|administrative", str(value)):
        administrative_warrant(said, True)
    elif re.search("judicial|criminal", str(value)):
        said.paper("judicial warrant")


def judicial_order_lodged(said: Said, value: Any) -> None:
    said.set("order_lodged", "judge_signed" if yes_no(value) == "yes" else "administrative")


def removal_order(said: Said, value: Any) -> None:
    if yes_no(value) == "no":
        said.set("order_lodged", "none")
    elif said.told("deportation_order_judicial") is None:
        said.set("order_lodged", {"one_of": ["administrative", "judge_signed"]})


def demanded_by_law(said: Said, value: Any) -> None:
    """No law demands it; where one does, the case does not say whose."""
    if yes_no(value) == "no":
        said.set("state_law_requires", "no")
        said.set("federal_law_requires", "no")


def released(said: Said, _: Any) -> None:
    said.set("release_due", "yes")


def own_rule(said: Said, value: Any) -> None:
    if str(value) == "none":
        said.set(f"own_rule.{said.action}", "silent")


def own_rule_forbids(said: Said, value: Any) -> None:
    said.set(f"own_rule.{said.action}", "forbids" if yes_no(value) == "yes" else "silent")


def person_role(said: Said, value: Any) -> None:
    text = str(value).lower()
    for role in ("victim", "witness"):
        if role in text:
            said.set("victim_or_witness", "yes")
            said.set("person_roles", [role])
    if said.case["agency_type"] == "court" or said.action == "courthouse_arrest":
        roles = [r for r in ("defendant", "party", "witness", "juror", "companion") if r in text]
        if roles:
            said.set("court_roles", roles)


def refused(said: Said, value: Any) -> None:
    said.set("did_hold_on_detainer", "no" if yes_no(value) == "yes" else "yes")


def operates_jail(said: Said, value: Any) -> None:
    if yes_no(value) == "yes" and "jail" not in (said.case["agency_type"], *said.kinds):
        said.kinds.append("jail")


def contact(said: Said, value: Any) -> None:
    said.facts["initiated_by"] = "ice" if yes_no(value) == "yes" else "agency"


def staff_starts(said: Said, value: Any) -> None:
    said.facts["initiated_by"] = "agency" if yes_no(value) == "yes" else {"not": ["agency"]}


def requested_by(said: Said, value: Any) -> None:
    text = str(value)
    if text == "nobody":
        said.facts["initiated_by"] = "agency"
    elif re.search("ICE|CBP|HSI|DHS|immigration|federal|Border Patrol", text):
        said.facts["initiated_by"] = "ice"
        requester(said, text)


requester = words(
    (r"\bHSI\b|Homeland Security Investigations", {"requester": "HSI"}),
    (r"\bCBP\b|Border Patrol|Customs", {"requester": "CBP"}),
    (r"\bUSCIS\b", {"requester": "USCIS"}),
    (r"\bICE\b", {"requester": {"one_of": ["ICE_ERO", "HSI"]}}),
)
CIVIL = {"purpose_civil": "yes", "purposes": ["civil_immigration"]}
CRIME = {"purpose_civil": "no", "purposes": ["other_crime"], "solely_status": "no"}
INFORMATION = words(
    (r"hearing|court|case information", {"information_classes": ["court_case"]}),
    (r"custody list|custody status|roster|booking", {"information_classes": ["custody_status"]}),
    (r"release", {"information_classes": ["release_date"]}),
    (r"address", {"information_classes": ["address"]}),
    (r"licen[cs]e|registry|driver", {"information_classes": ["licence_data"]}),
    (r"medical|health|patient", {"information_classes": ["health_record"]}),
    (r"school|education|pupil|student", {"information_classes": ["education_record"]}),
    (r"criminal (history|record)|CORI", {"information_classes": ["criminal_record"]}),
    (r"immigration status|citizenship", {"information_classes": ["immigration_status"]}),
)
STATUS_BASIS = words((r"status|undocumented", {"solely_status": "yes", "considers_status": "yes"}))


def information(said: Said, value: Any) -> None:
    INFORMATION(said, value)
    if re.search(r"\bpublic\b", str(value)):
        said.set("information_public", "yes")


def linked(said: Said, value: Any) -> None:
    said.set("linked_to_crime", yes_no(value))
    if yes_no(value) == "no":
        said.set("linked_to_state_crime", "no")
