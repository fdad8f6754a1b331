"""Write massachusetts.csv: 512 invented requests to ten kinds of Massachusetts agency, January 2024 to June 2026.

No row is about a real person or event. Most requests are handled as the law asks; `source_planted` names the mistake
in the others, so that an audit can be checked against it. Some facts are left unknown, as in any real log, though not
where a mistake is planted. Run it again and the same bytes come out:

    python examples/make_massachusetts.py [FILE]
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")
SEED = 20260630
LAST_DAY = datetime(2026, 6, 30, 23, 59, tzinfo=ZONE)

FACTS = """request_form paper_issuer paper_basis paper_authorises requester initiated_by written_request purpose_civil
custody_place release_due solely_detainer crime_suspected agreement_in_force agreement_model minor information_classes
information_public consent_written beyond_request federal_law_requires state_law_requires nonpublic_area
certification_answer"""
ACTS = """did_hold_on_detainer did_notify_release did_transfer_custody did_share_personal_info did_inquire_status
did_allow_access did_visa_certification did_answer_certification did_tell_data_subject"""
MOMENTS = "request_at release_due_at released_at disclosed_at order_at answered_at"
COLUMNS = f"place agency on {FACTS} {ACTS} {MOMENTS} source_request source_planted".split()

# Facts that a busy desk forgets to write down, and how often.
FORGOTTEN = {
    "written_request": 0.1,
    "solely_detainer": 0.06,
    "crime_suspected": 0.04,
    "purpose_civil": 0.04,
    "minor": 0.3,
    "information_public": 0.05,
}

BARRED = ("boston", "cambridge", "somerville", "newton", "lawrence")
OPEN = ("lowell", "brockton", "quincy", "framingham", "new-bedford", "fall-river", "haverhill", "plymouth")
COUNTIES = ("suffolk", "middlesex", "essex", "plymouth", "bristol", "worcester", "hampden")

DETAINER = {
    "request_form": "I-247A",
    "paper_issuer": "immigration_officer",
    "paper_basis": "civil_immigration",
    "paper_authorises": "nothing",
}
ADMIN_WARRANT = {**DETAINER, "request_form": "I-200", "paper_authorises": "arrest_person"}
ADMIN_SUBPOENA = {**DETAINER, "request_form": "administrative_subpoena", "paper_authorises": "produce_records"}
CRIMINAL_WARRANT = {
    "request_form": "judicial_warrant",
    "paper_issuer": "federal_magistrate",
    "paper_basis": "criminal",
    "paper_authorises": "arrest_person",
}
JUDGE_ORDER = {
    "request_form": "court_order",
    "paper_issuer": "article_iii_judge",
    "paper_basis": "criminal",
    "paper_authorises": "produce_records",
}
NO_PAPER = {"request_form": "none", "paper_issuer": "nobody", "paper_authorises": "nothing"}

Row = dict[str, str]
Maker = Callable[[random.Random, datetime, str], Row]


def stamp(moment: datetime) -> str:
    """Return a moment to the minute, with its offset."""
    return moment.astimezone(ZONE).isoformat(timespec="minutes")


def later(moment: datetime, **span: float) -> datetime:
    """Return a moment some time later, counted in real hours across a change of clocks."""
    return (moment.astimezone(ZoneInfo("UTC")) + timedelta(**span)).astimezone(ZONE)


def asked(when: datetime, place: str, agency: str, paper: Row) -> Row:
    """Return what every request has."""
    return {
        "place": place,
        "agency": agency,
        "on": when.date().isoformat(),
        **paper,
        "requester": "ICE_ERO",
        "initiated_by": "ice",
        "written_request": "yes",
        "purpose_civil": "yes",
        "request_at": stamp(when),
    }


def custody(rng: random.Random, row: Row, when: datetime, mistake: str, *, tells: float, hands_over: float) -> Row:
    """Add a detainer's course: bail or another end of custody, release soon after, and what ICE was told."""
    due = later(when, hours=rng.uniform(2, 40))
    left = later(due, minutes=rng.randrange(10, 95))
    told = rng.random() < tells
    handed = told and rng.random() < hands_over
    row |= {
        "release_due": "yes",
        "solely_detainer": "yes",
        "crime_suspected": "no",
        "agreement_in_force": "no",
        "minor": "no",
    }
    row |= {"agreement_model": "none", "information_public": "no", "did_hold_on_detainer": "false"}
    match mistake:
        case "held_past_release":
            left = later(due, hours=rng.uniform(5, 46))
            row["did_hold_on_detainer"] = "true"
            handed = told = told or tells > 0
        case "told_release_date":
            told = True
            row |= {"information_classes": "release_date", "federal_law_requires": "no", "state_law_requires": "no"}
    if told:
        row["disclosed_at"] = stamp(later(when, minutes=rng.randrange(20, 110)))
    return row | {
        "did_notify_release": _yes(told),
        "did_transfer_custody": _yes(handed),
        "release_due_at": stamp(due),
        "released_at": stamp(left),
    }


def police(rng: random.Random, when: datetime, mistake: str) -> Row:
    """Return a detainer faxed to a city's police; some cities bar telling ICE of a release, others do not."""
    barred = mistake == "told_release_date" or rng.random() < 0.6
    city = rng.choices(BARRED, (8, 2, 2, 1, 3))[0] if barred else rng.choice(OPEN)
    row = asked(when, f"us/ma/{city}", "police_municipal", DETAINER) | {"custody_place": "station"}
    return custody(rng, row, when, mistake, tells=0.0 if barred else 0.45, hands_over=0.3)


def police_warrant(rng: random.Random, when: datetime, mistake: str) -> Row:
    """Return a magistrate's criminal warrant: ordinary arrest law."""
    del mistake
    row = asked(when, f"us/ma/{rng.choice(BARRED + OPEN)}", "police_municipal", CRIMINAL_WARRANT)
    row |= {
        "custody_place": "station",
        "requester": "HSI",
        "purpose_civil": "no",
        "crime_suspected": "yes",
        "release_due": "yes",
        "solely_detainer": "no",
        "agreement_in_force": "no",
    }
    due = later(when, hours=rng.uniform(1, 12))
    return row | {
        "did_transfer_custody": "true",
        "release_due_at": stamp(due),
        "released_at": stamp(due),
    }


def sheriff(rng: random.Random, when: datetime, mistake: str) -> Row:
    """Return a detainer at a county jail run by a sheriff."""
    row = asked(when, f"us/ma/{rng.choice(COUNTIES)}-county", "sheriff", DETAINER) | {"custody_place": "jail"}
    return custody(rng, row, when, mistake, tells=0.6, hands_over=0.5)


def state_police(rng: random.Random, when: datetime, mistake: str) -> Row:
    """Return a detainer at a barracks, or a traffic stop at which a trooper asks what the policy bars."""
    row = asked(when, "us/ma", "state_police", DETAINER) | {"custody_place": "station"}
    row["did_inquire_status"] = _yes(mistake == "asked_status")
    return custody(rng, row, when, mistake, tells=0.1, hands_over=0.0)


def prison(rng: random.Random, when: datetime, mistake: str) -> Row:
    """Return a sentence that ends at a state prison, whose department has an agreement with ICE."""
    row = asked(when, "us/ma", "corrections_state", DETAINER) | {"custody_place": "prison"}
    return custody(rng, row, when, mistake, tells=0.95, hands_over=0.9) | {
        "agreement_in_force": "yes",
        "agreement_model": "jem",
    }


def court(rng: random.Random, when: datetime, mistake: str) -> Row:
    """Return a detainer for someone in a court's lock-up whose case ends that day."""
    row = asked(when, "us/ma", "court", DETAINER) | {"custody_place": "court_lockup"}
    row = custody(rng, row, when, mistake, tells=0.3, hands_over=0.2)
    if mistake == "staff_started_contact":
        row |= {
            **NO_PAPER,
            "paper_basis": "",
            "initiated_by": "agency",
            "did_notify_release": "true",
            "disclosed_at": stamp(later(when, minutes=15)),
            "information_classes": "court_case",
        }
    return row


def probation(rng: random.Random, when: datetime, mistake: str) -> Row:
    """Return a call or an administrative warrant that asks for an address or the next appointment."""
    del mistake
    row = asked(when, "us/ma", "probation", rng.choice((ADMIN_WARRANT, NO_PAPER)))
    return row | {
        "custody_place": "none",
        "information_classes": "address",
        "information_public": "no",
        "consent_written": "no",
        "did_share_personal_info": "false",
    }


def certification(agency: str) -> Maker:
    """Return a maker of U visa certification requests to a prosecutor or a police department."""

    def make(rng: random.Random, when: datetime, mistake: str) -> Row:
        place = (
            f"us/ma/{rng.choice(COUNTIES)}-county" if agency == "prosecutor" else f"us/ma/{rng.choice(BARRED + OPEN)}"
        )
        row = asked(when, place, agency, NO_PAPER)
        row |= {
            "requester": "other",
            "initiated_by": "person",
            "purpose_civil": "no",
            "minor": "",
        }
        days = {"answered_late": rng.choice((95, 95, 98, 104, 131)), "never_answered": 9999}.get(
            mistake, rng.randrange(12, 86)
        )
        answered = later(when, days=days)
        if answered > LAST_DAY:
            owed = later(when, days=90) < LAST_DAY
            return row | {
                "certification_answer": "none",
                "did_answer_certification": "false" if owed else "",
                "did_visa_certification": "false" if owed else "",
            }
        answer = rng.choices(("signed", "denied_with_reason", "delay_explained"), (70, 20, 10))[0]
        return row | {
            "certification_answer": answer,
            "answered_at": stamp(answered),
            "did_answer_certification": "true",
            "did_visa_certification": "true",
        }

    return make


def licence_data(rng: random.Random, when: datetime, mistake: str) -> Row:
    """Return a demand to the registry for licence data, on an administrative paper mostly, at times a judge's order."""
    judged = mistake == "no_notice_to_holder" or (not mistake and rng.random() < 0.2)
    paper = (
        JUDGE_ORDER if judged else ADMIN_WARRANT if mistake else rng.choice((ADMIN_WARRANT, ADMIN_SUBPOENA, NO_PAPER))
    )
    gave = judged or mistake == "gave_licence_data"
    row = asked(when, "us/ma", "motor_vehicles", paper)
    row |= {
        "information_classes": "licence_data",
        "information_public": "no",
        "consent_written": "no",
        "purpose_civil": "no" if judged else "yes",
        "did_share_personal_info": _yes(gave),
    }
    if paper is not NO_PAPER:
        row["order_at"] = stamp(when)
    if gave:
        row |= {
            "beyond_request": "no",
            "federal_law_requires": "no",
            "disclosed_at": stamp(later(when, days=rng.randrange(1, 3), hours=rng.randrange(1, 5))),
            "did_tell_data_subject": _yes(judged and not mistake),
        }
    return row


def school(rng: random.Random, when: datetime, mistake: str) -> Row:
    """Return a visit or letter that asks a public school for a pupil's record."""
    row = asked(
        when, f"us/ma/{rng.choice(BARRED + OPEN)}", "school", rng.choice((ADMIN_WARRANT, ADMIN_SUBPOENA, NO_PAPER))
    )
    gave = mistake == "gave_pupil_record"
    row |= {
        "information_classes": "education_record;address",
        "information_public": "no",
        "consent_written": "no",
        "minor": "yes",
        "nonpublic_area": "yes",
        "did_allow_access": "false",
        "did_share_personal_info": _yes(gave),
    }
    return row | ({"disclosed_at": stamp(later(when, minutes=40))} if gave else {})


def hospital(rng: random.Random, when: datetime, mistake: str) -> Row:
    """Return officers who ask a public hospital to enter a ward, or for a patient's record."""
    row = asked(
        when,
        f"us/ma/{rng.choice(('boston', 'cambridge', 'worcester', 'springfield'))}",
        "hospital",
        rng.choice((ADMIN_WARRANT, NO_PAPER)),
    )
    row |= {
        "custody_place": "hospital",
        "information_classes": "health_record",
        "information_public": "no",
        "consent_written": "no",
        "nonpublic_area": "yes",
    }
    return row | {"did_allow_access": _yes(mistake == "let_into_ward"), "did_share_personal_info": "false"}


def _yes(truth: object) -> str:
    return "true" if truth else "false"


# maker, how many requests, and how many of them hold each mistake
PLAN: tuple[tuple[Maker, int, dict[str, int]], ...] = (
    (police, 142, {"held_past_release": 4, "told_release_date": 8}),
    (police_warrant, 8, {}),
    (sheriff, 118, {"held_past_release": 6}),
    (state_police, 24, {"held_past_release": 1, "asked_status": 1}),
    (prison, 32, {"held_past_release": 3}),
    (court, 44, {"held_past_release": 2, "staff_started_contact": 2}),
    (probation, 18, {}),
    (certification("prosecutor"), 28, {"answered_late": 2, "never_answered": 1}),
    (certification("police_municipal"), 26, {"answered_late": 3, "never_answered": 2}),
    (licence_data, 40, {"gave_licence_data": 3, "no_notice_to_holder": 2}),
    (school, 18, {"gave_pupil_record": 1}),
    (hospital, 14, {"let_into_ward": 1}),
)


def moment(rng: random.Random) -> datetime:
    """Return when a request came; they grow with the years."""
    year = rng.choices((2024, 2025, 2026), (24, 44, 32))[0]
    day = rng.randrange(181 if year == 2026 else 365)
    return datetime(year, 1, 1, tzinfo=ZONE) + timedelta(days=day, hours=rng.randrange(24), minutes=rng.randrange(60))


def make_rows() -> list[Row]:
    """Return the rows, in the order in which the requests came."""
    rng = random.Random(SEED)  # noqa: S311  an example, not a secret
    rows: list[Row] = []
    for maker, count, mistakes in PLAN:
        planted = [name for name, times in mistakes.items() for _ in range(times)]
        planted += [""] * (count - len(planted))
        rng.shuffle(planted)
        for mistake in planted:
            when = moment(rng)
            if mistake in ("never_answered", "answered_late"):  # so that the ninety days are over
                when = min(when, datetime(2026, 2, 1, 9, 0, tzinfo=ZONE))
            row = maker(rng, when, mistake) | {"source_planted": mistake}
            for fact, rate in FORGOTTEN.items():
                if row.get(fact) and not mistake and rng.random() < rate:
                    row[fact] = ""
            rows.append(row)
    rows.sort(key=lambda row: (row["request_at"][:10], row["request_at"], row["place"], row["agency"]))
    return [row | {"source_request": f"R-{number:04}"} for number, row in enumerate(rows, start=1)]


def main(path: Path) -> None:
    """Write the rows to a file."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(make_rows())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("massachusetts.csv"))
