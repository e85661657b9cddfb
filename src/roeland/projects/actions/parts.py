"""Parts of a project: milestones, person-days, the short security plan."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, action, state
from roeland.ledger.verbs import check, fresh, long_text
from roeland.projects import library
from roeland.projects.actions.common import amount, day
from roeland.projects.facts.portfolio import DaysNoted, MilestoneAdded, MilestoneChanged, MilestoneClosed, PlanWritten
from roeland.projects.models import Milestone, PersonDays, PlanSection, Project
from roeland.projects.rules import P, may_change, may_tick

MOST_DAYS = Decimal(9999)


@action(P.EDIT, MilestoneAdded)
def add_milestone(actor: Actor, *, project: Project, title: str, due: date) -> Milestone:
    """Put a milestone in a project that goes on."""
    owner = fresh(project)
    check(may_change(owner.status))
    row = Milestone(authority_id=owner.authority_id, audience=owner.audience, project=owner)
    _fill(row, title, due)
    state(MilestoneAdded(about=row, number=owner.number, title=row.title, due=row.due))
    return row


@action(P.EDIT, MilestoneChanged)
def change_milestone(actor: Actor, *, milestone: Milestone, title: str, due: date) -> Milestone:
    """Word or date a milestone otherwise. Refused once it was reached or dropped."""
    row = _open(milestone)
    _fill(row, title, due)
    state(MilestoneChanged(about=row, number=row.project.number, title=row.title, due=row.due))
    return row


@action(P.EDIT, MilestoneClosed)
def reach_milestone(actor: Actor, *, milestone: Milestone, on: date | None = None, note: str = "") -> Milestone:
    """Say that a milestone is there, today or on a day before."""
    row = _open(milestone)
    done = on or clock.today()
    if done > clock.today():
        raise Invalid({"on": [_("Kies een dag die al voorbij is, of vandaag.")]})
    row.done_on, row.note = day("on", done), long_text("note", note, longest=300)
    row.save()
    words = _("gehaald") if row.done_on <= row.due else _("laat gehaald")
    state(MilestoneClosed(about=row, number=row.project.number, title=row.title, outcome=words, note=row.note))
    return row


@action(P.EDIT, MilestoneClosed)
def drop_milestone(actor: Actor, *, milestone: Milestone, reason: str) -> Milestone:
    """Let a milestone go, saying why."""
    row = _open(milestone)
    row.note = long_text("reason", reason, ask=_("Zeg waarom deze mijlpaal vervalt."), longest=300)
    row.dropped_on = clock.today()
    row.save()
    state(MilestoneClosed(about=row, number=row.project.number, title=row.title, outcome=_("vervallen"), note=row.note))
    return row


def _open(milestone: Milestone) -> Milestone:
    row = fresh(milestone)
    check(may_tick(is_open=row.open))
    check(may_change(row.project.status))
    return row


def _fill(row: Milestone, title: str, due: date) -> None:
    row.title = long_text("title", title, ask=_("Zeg wat er dan is."), longest=200)
    row.due = day("due", due)
    row.save()


@action(P.EDIT, DaysNoted)
def note_days(actor: Actor, *, project: Project, group: str, planned: Decimal, used: Decimal) -> PersonDays:
    """Note the person-days of a group: planned, and used so far. The same group again replaces its figures."""
    owner = fresh(project)
    check(may_change(owner.status))
    name = long_text("group", group, ask=_("Zeg wie werkt, bijvoorbeeld: ICT-dienst."), longest=80)
    row = PersonDays.objects.filter(project=owner, group=name).first()
    if row is None:
        row = PersonDays(authority_id=owner.authority_id, audience=owner.audience, project=owner, group=name)
    row.planned = amount("planned", planned, most=MOST_DAYS)
    row.used = amount("used", used, most=MOST_DAYS)
    row.save()
    state(DaysNoted(about=row, number=owner.number, group=name, planned=str(row.planned), used=str(row.used)))
    return row


@action(P.EDIT, PlanWritten)
def write_plan(actor: Actor, *, project: Project, section: str, text_: str) -> PlanSection:
    """Write a section of the short security plan; an empty text empties it."""
    names = {one.id: one.nl for one in library.sections()}
    if section not in names:
        raise Invalid({"section": [_("Dit deel bestaat niet.")]})
    owner = fresh(project)
    check(may_change(owner.status))
    row = PlanSection.objects.filter(project=owner, section=section).first()
    if row is None:
        row = PlanSection(authority_id=owner.authority_id, audience=owner.audience, project=owner, section=section)
    row.text = long_text("text", text_)
    row.save()
    state(PlanWritten(about=row, number=owner.number, section=names[section]))
    return row
