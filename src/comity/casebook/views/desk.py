"""The desk: the fewest questions, the answers building up beside them, and the decision filed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST

from comity.casebook.answers import encounter_of, lines_of, worst
from comity.casebook.gate import Passed
from comity.casebook.law_here import answered, law, next_asked
from comity.casebook.models import Account, Deadline, Record
from comity.casebook.recording import note
from comity.vocabulary.errors import InputError

DONT_KNOW = "unknown"


@require_http_methods(["GET", "POST"])
def desk(request: Passed, record_id: object) -> HttpResponse:  # noqa: ARG001 - the gate found the record
    """Show the question to answer next and the answers so far, or take an answer and show the next."""
    record = request.record
    wrong = ""
    if request.method == "POST":
        wrong = _take(record, request.POST.get("fact", ""), request.POST.get("answer", ""))
        if not wrong and not request.htmx:
            return redirect("desk", record_id=record.pk)
    page = "casebook/desk_parts.html" if request.htmx else "casebook/desk.html"
    return render(request, page, {**_state(record), "wrong": wrong}, status=400 if wrong else 200)


def _state(record: Record) -> dict[str, Any]:
    encounter = encounter_of(record)
    decision = law().decide(encounter, f"record {record.number}")
    asked = next_asked(encounter, record.draft.get("unknown", ()))
    facts = law().body.facts
    given = [(facts[k].question, _said(v), k) for k, v in record.draft.get("facts", {}).items() if k in facts]
    given += [(facts[k].question, "I don't know", k) for k in record.draft.get("unknown", ()) if k in facts]
    return {
        "record": record,
        "asked": asked[0] if asked else None,
        "given": given,
        "lines": lines_of(decision),
        "asking": True,
        "duties": duties_of(decision),
    }


def duties_of(decision: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is owed, each once: one duty may go with several acts."""
    owed: list[dict[str, Any]] = []
    for found in decision["actions"].values():
        owed += [d for d in found["duties"] if d not in owed]
    return owed


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return " or ".join(str(v) for v in next(iter(value.values()), ())) or "none of these"
    return str(value).replace("_", " ")


def _take(record: Record, fact: str, answer: str) -> str:
    """Add an answer to the draft, or take one back. Return what is wrong with it, or nothing."""
    facts: dict[str, Any] = dict(record.draft.get("facts", {}))
    unknown: list[str] = list(record.draft.get("unknown", []))
    if answer == "back":
        facts.pop(fact.partition(":")[0], None)
        unknown = [v for v in unknown if v != fact]
    elif answer in {"=yes", "=no"} and fact in law().body.facts:
        facts[fact] = answer.removeprefix("=")
        try:
            law().decision({**encounter_of(record), "facts": facts}, "record", watched=False)
        except InputError as error:
            return f"This answer cannot be taken: {error.problems[0].what}."
        facts.pop("request_form", None)
    else:
        encounter = encounter_of(record)
        found = next_asked(encounter, unknown)
        if found is None or found[0].variable != fact:
            return "The question has changed meanwhile; here is the one to answer now."
        if answer == DONT_KNOW:
            unknown.append(fact)
        else:
            try:
                facts = answered(encounter, found[1], answer)
                law().decision({**encounter, "facts": facts}, "record", watched=False)
            except (ValueError, InputError) as error:
                said = error.problems[0].what if isinstance(error, InputError) else f"`{error}` is none of the choices"
                return f"This answer cannot be taken: {said}."
            facts.pop("request_form", None)
    record.draft = {"facts": facts, "unknown": unknown}
    record.save(update_fields=["draft"])
    return ""


@require_POST
def file(request: Passed, record_id: object) -> HttpResponse:  # noqa: ARG001 - the gate found the record
    """File the decision of the draft."""
    record = request.record
    file_decision(record, request.account)
    return redirect("record", record_id=record.pk)


def file_decision(record: Record, by: Account) -> dict[str, Any]:
    """File what the law says on what is known: its digest, reasons and presumptions, and the duties with their clocks.

    A record that was filed meanwhile stays as it is.
    """
    encounter = encounter_of(record)
    decision = law().decide(encounter, f"record {record.number}")
    with transaction.atomic():
        locked = Record.objects.select_for_update().get(pk=record.pk)
        if locked.state == "received":
            body = {"encounter": encounter, "unknown": record.draft.get("unknown", []), "decision": decision}
            note(record.agency, "decided", body, record=record, by=by, key=f"decided-{record.pk}")
            locked.state = "review" if record.agency.review_required else "filed"
            locked.outcome = worst(decision)
            locked.save(update_fields=["state", "outcome"])
            owe(record, decision)
    return decision


def owe(record: Record, decision: dict[str, Any]) -> None:
    """Keep the duties that are owed now, each with its clock."""
    for duty in duties_of(decision):
        if duty.get("if"):
            continue
        due = parse_datetime(str(duty["due"])) if duty.get("due") else None
        Deadline.objects.create(
            agency=record.agency,
            record=record,
            duty=duty["what"],
            to=duty["to"],
            cite=duty["cite"],
            due_at=due if due and due.tzinfo else None,
            words=duty.get("rule", ""),
        )
