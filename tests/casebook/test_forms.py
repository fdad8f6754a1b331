"""What the forms take and refuse."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from comity.casebook.forms import DoneForm, IntakeForm, InviteForm, PasswordForm, ReviewForm, clean_words
from comity.casebook.models import Agency, Record

GIVEN = {"received_at": "2026-03-02T02:40", "channel": "fax", "form": "I-247A", "key": "k"}


def test_a_form_that_asks_for_nothing_is_to_be_marked(agency: Agency) -> None:
    """A detainer says itself what it asks."""
    assert IntakeForm(GIVEN, agency=agency).is_valid()
    form = IntakeForm(GIVEN | {"form": "other"}, agency=agency)
    assert "does not say what is asked" in str(form.errors["asked"])
    assert IntakeForm(GIVEN | {"form": "other", "asked": ["allow_interview"]}, agency=agency).is_valid()


def test_a_local_time_is_kept_with_its_zone(agency: Agency) -> None:
    """Twenty to three at night in the east is twenty to eight at Greenwich."""
    form = IntakeForm(GIVEN, agency=agency)
    assert form.is_valid()
    assert form.cleaned_data["received_at"] == datetime(2026, 3, 2, 7, 40, tzinfo=UTC)


def test_free_text_that_names_someone_is_refused_without_being_repeated(agency: Agency) -> None:
    """In every form that has some."""
    form = IntakeForm(GIVEN | {"note": "Fax for A012345678"}, agency=agency)
    assert "an A-number" in str(form.errors["note"])
    assert "012345678" not in str(form.errors["note"])
    with pytest.raises(ValidationError):
        clean_words("dob 3/4/1990")


def test_hours_are_kept_as_text_and_a_disagreement_needs_its_reason(request_at: Record) -> None:
    """A canonical body holds no fractions."""
    data = {"deed": "declined", "at": "2026-03-02T03:00", "channel": "fax", "hours": "1.5"}
    form = DoneForm(data, record=request_at)
    assert form.is_valid()
    assert form.cleaned_data["hours"] == "1.5"
    assert not ReviewForm({"agrees": "no"}).is_valid()
    assert ReviewForm({"agrees": "no", "reason": "the order was signed"}).is_valid()


def test_a_weak_password_and_a_taken_name_are_refused(agency: Agency) -> None:
    """With what to do."""
    assert not PasswordForm({"password": "short", "again": "short"}).is_valid()
    assert not InviteForm({"username": f"{agency.slug}-desk", "role": "desk"}).is_valid()
