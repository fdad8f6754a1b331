"""Detainer tables of the Deportation Data Project, under either generation of column names.

The tables hold much about persons. This reader takes the nine columns it needs and drops every other at the door; the
list of those treated as personal, or as telling a person's status, is kept here so that a test can hold us to it.
Raw releases have six rows above the header and "b(6), b(7)c" where something was struck out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from comity.audit.importers.detainers import read_detainers
from comity.audit.importers.facilities import Facilities
from comity.audit.importers.frame import Imported
from comity.audit.importers.table import plain_name

LAYOUT = "ddp-detainers"
LANDMARKS = frozenset({"detainer_prepare_date"})

COLUMNS: Mapping[str, str] = {
    "row_id": "source_row_id",
    "detainer_prepare_date": "prepared",
    "facility_state": "state",
    "facility_city": "city",
    "detention_facility": "facility",
    "detainer_facility": "facility",
    "detainer_detention_facility": "facility",
    "detention_facility_code": "source_facility_code",
    "detainer_facility_code": "source_facility_code",
    "detainer_detention_facility_code": "source_facility_code",
    "detainer_lift_reason": "lift_reason",
    "detainer_type": "detainer_type",
    "duplicate_likely": "source_duplicate_likely",
}

# Never read: about a person (the schema's `personal` flag, and older names of the same things).
PERSONAL = frozenset(
    {
        "alien_file_number",
        "anonymized_identifier",
        "birth_city",
        "birth_country",
        "birth_country_region",
        "birth_date",
        "birth_state",
        "birth_year",
        "case_id",
        "citizenship_country",
        "departure_country",
        "eid_dta_id",
        "entry_date",
        "entry_status",
        "ethnicity",
        "gender",
        "port_of_departure",
        "race",
        "subject_id",
        "unique_id",
        "unique_identifier",
    }
)

# Never read: would tell a person's immigration status or criminal history.
STATUS = frozenset(
    {
        "admission_class",
        "aggravated_felon_yes_no",
        "aggravated_felony_yes_no",
        "arrest_time_case_category",
        "biometric_match_yes_no",
        "case_category",
        "case_final_order_yes_no",
        "case_status",
        "criminal_street_gang_yes_no",
        "departed_date",
        "deportation_ordered_yes_no",
        "detainer_criminality",
        "detainer_prepared_criminality",
        "felon",
        "final_order_date",
        "final_order_yes_no",
        "illegal_entry_yes_no",
        "illegal_reentry_yes_no",
        "immigration_fraud_yes_no",
        "most_serious_conviction_charge",
        "msc_charge",
        "order_show_cause_served_yes_no",
        "order_to_show_cause_served_yes_no",
        "processing_disposition",
        "statements_made_yes_no",
        "time_of_apprehension_case_category",
        "toa_case_category",
        "unlawful_attempt_yes_no",
        "unlawful_entry_yes_no",
        "visa_yes_no",
    }
)


def choose(header: Sequence[str]) -> dict[str, str]:
    """Return the columns read. Of two generations side by side (as in merged releases) the newer name comes first."""
    chosen: dict[str, str] = {}
    plain = {plain_name(name): name for name in header}
    for known, ours in COLUMNS.items():
        if known in plain and ours not in chosen.values():
            chosen[plain[known]] = ours
    return chosen


def read_ddp(path: Path, facilities: Facilities) -> Imported:
    """Return the table as a plain log."""
    return read_detainers(path, choose, LANDMARKS, facilities, LAYOUT)
