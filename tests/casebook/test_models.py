"""What the casebook keeps has no field for who a person is."""

from __future__ import annotations

from django.apps import apps

FORBIDDEN = (
    "first_name",
    "last_name",
    "email",
    "birth",
    "dob",
    "alien",
    "a_number",
    "citizen",
    "status",
    "nationality",
)


def test_no_table_has_a_field_for_a_persons_name_birth_number_or_status() -> None:
    """Neither of the people in records nor of those who sign in."""
    for model in apps.get_app_config("casebook").get_models():
        for field in model._meta.fields:
            assert not any(word in field.name for word in FORBIDDEN), (model.__name__, field.name)


def test_things_are_named_by_their_numbers() -> None:
    """As on a receipt."""
    agency = apps.get_model("casebook", "Agency")(slug="one", name="One")
    record = apps.get_model("casebook", "Record")(agency=agency, number=7)
    assert (str(agency), str(record)) == ("One", "one-7")
