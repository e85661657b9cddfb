"""What somebody has that goes over to a colleague, and the hand-overs that wait."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from roeland.duties.models import Task
from roeland.duties.values import TO_DO
from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.people.models import Mandate, Person
from roeland.ui import dates
from roeland.visits.models import Agreement, Handover, Visit
from roeland.visits.queries.agenda import task_url
from roeland.visits.values import HandoverStatus, VisitStatus


def lines_of(giver: Person) -> list[dict[str, Any]]:
    """Open tasks by name, planned visits, agreements and mandates of somebody: kind, title, url, id."""
    day = clock.today()
    found: list[dict[str, Any]] = []
    tasks = Task.objects.filter(assignee=giver, status__in=TO_DO).select_related("authority").order_by("limit")
    found += [_line("taak", task.title, task_url(task), task.pk, task.audience) for task in tasks]
    visits = Visit.objects.filter(officer=giver, status=VisitStatus.PLANNED, planned_on__gte=day)
    slug = giver.authority.slug
    for visit in visits.order_by("planned_on"):
        words = f"Bezoek op {dates.sentence_date(visit.planned_on)}"
        found.append(_line("bezoek", words, f"/{slug}/bezoeken/{visit.pk}/", visit.pk))
    for row in Agreement.objects.filter(officer=giver).exclude(end__lt=day):
        found.append(_line("overeenkomst", f"Overeenkomst met {row.provider}", f"/{slug}/overeenkomst/", row.pk))
    running = Q(end__isnull=True) | Q(end__gte=day)
    for mandate in Mandate.objects.filter(running, person=giver, start__lte=day):
        role = mandate.get_role_display()
        found.append(_line("mandaat", f"{role}: de algemeen directeur geeft het door", f"/{slug}/rollen/", mandate.pk))
    return found


def _line(kind: str, title: str, url: str, pk: object, audience: str = "") -> dict[str, Any]:
    """A task with a small circle of readers goes over too, but its title is not copied into a list with more readers."""
    shown = title if audience in {"", "control_plan"} else "Taak met een kleine kring van lezers"
    return {"kind": kind, "title": shown, "url": url, "id": str(pk)}


def of(authority: Authority) -> list[Handover]:
    """Hand-overs of an authority in sight, newest first."""
    return list(Handover.objects.filter(authority=authority).select_related("giver", "taker"))


def ready(day: date) -> list[Handover]:
    """What both have confirmed and whose day has come."""
    rows = Handover.objects.filter(status=HandoverStatus.OPEN, on__lte=day)
    return list(rows.exclude(given_at=None).exclude(taken_at=None))
