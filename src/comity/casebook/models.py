"""What the casebook keeps. There is no name, birth date, A-number, citizenship or status here, and no field for one.

Events are the record: they are only ever added. What stands in `Record` beside its number is what its events come to,
kept so that a list of a million rows can be filtered and turned over quickly.
"""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models

ROLES = (
    ("desk", "desk"),
    ("supervisor", "supervisor"),
    ("records", "records"),
    ("counsel", "counsel"),
    ("auditor", "auditor"),
    ("administrator", "administrator"),
)
STATES = (
    ("received", "received"),
    ("review", "waits for review"),
    ("filed", "filed"),
    ("closed", "closed"),
    ("sealed", "sealed"),
)


class Agency(models.Model):
    """An agency that keeps its record here: where it is, of which kinds, and how it works."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    kinds = models.JSONField(default=list)
    named = models.CharField(max_length=200, blank=True, help_text="its id in the law, where the law names it")
    review_required = models.BooleanField(default=False)
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Account(AbstractUser):
    """A person who signs in. Who they are to the casebook is their agency and their role."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = None  # type: ignore[assignment]
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="accounts", null=True, blank=True)
    role = models.CharField(max_length=16, choices=ROLES, default="desk")

    REQUIRED_FIELDS = ()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.username


class Record(models.Model):
    """One request and what became of it: a number given at once, and what its events come to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="records")
    number = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=16)
    form = models.CharField(max_length=40)
    state = models.CharField(max_length=16, choices=STATES, default="received")
    asked = models.JSONField(default=list)
    outcome = models.CharField(max_length=16, blank=True)
    booking = models.CharField(max_length=80, blank=True, help_text="a keyed hash, with the number of its key")
    draft = models.JSONField(default=dict, help_text="answers not filed yet")

    class Meta:
        """A number is given once in an agency; lists are turned over by time."""

        constraints = (models.UniqueConstraint(fields=("agency", "number"), name="one_number"),)
        indexes = (
            models.Index(fields=("agency", "-received_at", "-id"), name="record_list"),
            models.Index(fields=("agency", "state", "-received_at", "-id"), name="record_state"),
            models.Index(fields=("agency", "booking"), name="record_booking"),
        )

    def __str__(self) -> str:
        return f"{self.agency.slug}-{self.number}"


class Event(models.Model):
    """One thing that happened, at its index in the agency's log. Nothing here is ever changed.

    What it says stands in the log alone (`ledger_entry`), with its salt; sealing removes both, and the leaf stays.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="events")
    index = models.PositiveBigIntegerField()
    record = models.ForeignKey(Record, models.PROTECT, related_name="events", null=True)
    kind = models.CharField(max_length=24)
    at = models.DateTimeField()
    role = models.CharField(max_length=16, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True)

    class Meta:
        """The index comes from the head of the log."""

        ordering = ("agency", "index")
        constraints = (models.UniqueConstraint(fields=("agency", "index"), name="one_index"),)
        indexes = (models.Index(fields=("record", "index"), name="event_record"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.index}"


class Deadline(models.Model):
    """A duty with its clock: what is owed, to whom, by when, and when it was done."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="deadlines")
    record = models.ForeignKey(Record, models.PROTECT, related_name="deadlines", null=True)
    duty = models.CharField(max_length=40)
    to = models.JSONField(default=list)
    cite = models.TextField()
    due_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        """What is due next comes first."""

        indexes = (models.Index(fields=("agency", "done_at", "due_at"), name="deadline_due"),)

    def __str__(self) -> str:
        return f"{self.duty} of {self.record_id}"
