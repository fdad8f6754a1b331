"""The forms: what each asks for, and what it takes. None has a field for who a person is."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils import timezone

from comity.casebook.free_text import spots
from comity.casebook.law_here import asked_by, law, zone_of
from comity.casebook.models import ROLES, Account, Agency, Record
from comity.vocabulary.errors import nearest
from comity.vocabulary.place import is_place, path_of

CHANNELS = (
    ("fax", "fax"),
    ("e-mail", "e-mail"),
    ("telephone", "telephone"),
    ("in person", "in person"),
    ("system", "records system"),
    ("other", "another way"),
)
PAPERS = {"none": "no paper, by word only", "other": "another paper"}
DEEDS = (
    ("declined", "declined the request"),
    ("told", "told the federal agency"),
    ("held", "held the person past release"),
    ("released", "released the person"),
    ("transferred", "handed the person over"),
    ("let_in", "let federal officers in"),
    ("gave_records", "gave records or data"),
    ("notice_served", "served the notice on the person"),
)


def clean_words(value: str) -> None:
    """Refuse words that name someone. Raise ValidationError saying what was found, without repeating it."""
    found = sorted({s.what for s in spots(value)})
    if found:
        raise ValidationError(
            f"This seems to hold {' and '.join(found)}, which the casebook does not keep. Take it out."
        )


class LocalMoment(forms.DateTimeField):
    """A date and time as the agency's clock shows it, kept with its zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **options)
        self.zone = ZoneInfo("UTC")

    def prepare_value(self, value: Any) -> Any:
        """Return what the field shows: the local time."""
        return value.astimezone(self.zone).replace(tzinfo=None) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment meant. Raise ValidationError for what is none, or lies ahead."""
        with timezone.override(self.zone):
            return super().to_python(value)


class IntakeForm(forms.Form):
    """A request as it came in."""

    received_at = LocalMoment(label="When did it come in?")
    channel = forms.ChoiceField(choices=CHANNELS, label="How did it come?")
    form = forms.ChoiceField(label="Which form or paper is it?")
    asked = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="What is asked?",
        help_text="A detainer says it itself: then leave all empty.",
    )
    booking = forms.CharField(
        required=False,
        max_length=40,
        label="Booking number",
        help_text="Kept as a keyed hash only; with it you find the record again.",
    )
    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Note",
        help_text="No names, birth dates, A-numbers or status.",
        validators=[clean_words],
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, agency: Agency, **options: Any) -> None:
        super().__init__(*args, **options)
        body = law().body
        fields: dict[str, Any] = self.fields
        papers = [(v, PAPERS.get(v, v.replace("_", " "))) for v in body.words.facts["request_form"].values]
        # The paper is never guessed: a person says which it is, and "none" and "other" stand last.
        fields["form"].choices = [("", "choose"), *sorted(papers, key=lambda p: p[0] in PAPERS)]
        acts = [(name, a.verb[:1].upper() + a.verb[1:]) for name, a in body.words.actions.items()]
        fields["asked"].choices = [(n, v) for n, v in acts if n in ASKED]
        fields["received_at"].zone = zone_of(agency)

    def clean(self) -> dict[str, Any]:
        """Refuse a request that asks for nothing we can tell."""
        data: dict[str, Any] = super().clean() or {}
        if "form" in data and not data.get("asked") and not asked_by(data["form"]):
            self.add_error("asked", "This form alone does not say what is asked: mark it.")
        return data


ASKED = (
    "hold_on_detainer",
    "notify_release",
    "transfer_custody",
    "allow_interview",
    "allow_access",
    "share_personal_info",
    "share_status",
    "database_access",
    "joint_operation",
    "use_of_property",
    "give_support",
    "civil_arrest",
    "answer_subpoena",
    "visa_certification",
)


class DoneForm(forms.Form):
    """What was done about a request."""

    deed = forms.ChoiceField(choices=DEEDS, label="What was done?")
    at = LocalMoment(label="When?")
    channel = forms.ChoiceField(choices=CHANNELS, label="By which channel?")
    to = forms.CharField(
        max_length=120, required=False, label="To which office?", help_text="An office, never a person.",
        validators=[clean_words],
    )  # fmt: skip
    hours = forms.DecimalField(
        required=False, min_value=0, max_value=1000, decimal_places=2, max_digits=6, label="Staff hours"
    )
    close = forms.BooleanField(required=False, label="Nothing more is to be done: close the record")

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["at"].zone = zone_of(record.agency)
        fields["at"].initial = timezone.now()

    def clean_hours(self) -> str:
        """Return the hours as text, which a canonical body can hold."""
        hours = self.cleaned_data.get("hours")
        return "" if hours is None else str(hours)


class ReviewForm(forms.Form):
    """A supervisor's word on a filed decision."""

    agrees = forms.ChoiceField(choices=(("yes", "I agree"), ("no", "I disagree")), widget=forms.RadioSelect)
    reason = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
                             validators=[clean_words])  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse a disagreement without its reason."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("agrees") == "no" and not data.get("reason"):
            self.add_error("reason", "A disagreement needs its reason.")
        return data


class SealForm(forms.Form):
    """The order under which a record is sealed."""

    order = forms.CharField(max_length=200, label="Under which order or law?", validators=[clean_words])
    sure = forms.BooleanField(label="The words and the booking number are deleted for good")


class PasswordForm(forms.Form):
    """A password, twice."""

    password = forms.CharField(widget=forms.PasswordInput, label="Password", help_text="At least 12 characters.")
    again = forms.CharField(widget=forms.PasswordInput, label="The same again")

    def __init__(self, *args: Any, account: Account | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.account = account

    def clean(self) -> dict[str, Any]:
        """Refuse two that differ, and one that is too easy."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("password") != data.get("again"):
            self.add_error("again", "The two are not the same.")
        elif data.get("password"):
            try:
                validate_password(data["password"], self.account)
            except ValidationError as error:
                self.add_error("password", error)
        return data


class FirstForm(PasswordForm):
    """The agency, and its first administrator."""

    name = forms.CharField(max_length=200, label="The agency's name")
    slug = forms.CharField(max_length=40, validators=[validate_slug], label="Its short name, for receipt numbers")
    place = forms.CharField(max_length=200, label="Its place", help_text="As us/xx/some-town.")
    kinds = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label="What kind of agency is it?")
    named = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    username = forms.SlugField(max_length=60, label="Your name for signing in")
    field_order = ("name", "slug", "place", "kinds", "username", "password", "again")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["kinds"].choices = [(k, a.says) for k, a in law().body.words.agencies.items() if a.level != "federal"]

    def clean_place(self) -> str:
        """Return the place. Raise ValidationError for one outside every nation we know, with the nearest."""
        place: str = self.cleaned_data["place"]
        places = law().body.places
        if not is_place(place) or path_of(place)[0] not in places:
            raise ValidationError(f"`{place}` is no place; {nearest(place, places)}")
        return place


class InviteForm(forms.Form):
    """A person to invite."""

    username = forms.SlugField(max_length=60, label="Name for signing in")
    role = forms.ChoiceField(choices=ROLES)

    def clean_username(self) -> str:
        """Return the name. Raise ValidationError where it is taken."""
        name: str = self.cleaned_data["username"]
        if Account.objects.filter(username=name).exists():
            raise ValidationError("This name is taken.")
        return name
