"""Verbs on changes of law and of the organisation: they become tasks of the authorities that are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from roeland.duties import actions as duties
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import long_text, one_line
from roeland.visits import library
from roeland.visits.actions.common import maker
from roeland.visits.facts import LawLeft, LawNoted, LawTaken, OrganisationChanged
from roeland.visits.models import LawNote, OrganisationChange
from roeland.visits.rules import P
from roeland.visits.values import CHANGE_SOURCE, LAW_SOURCE, LawStatus


@action(P.LAW_EDIT, LawNoted)
def note_law(
    actor: Actor, *, authority: Authority, key: str, title: str, source: str, dated: date, means: str
) -> LawNote:
    """Note a change of law of one's own at an authority; `key` is the same at each authority where it is noted."""
    if LawNote.objects.filter(authority=authority, key=key).exists() or key in library.laws():
        raise Refused(_("Deze wetswijziging staat er al."))
    row = LawNote(
        authority=authority,
        audience="norms",
        key=key,
        title=one_line("title", title, ask="Zeg wat er verandert.", longest=200),
        source=one_line("source", source, ask="Zeg waar het staat, zodat een ander het kan nalezen.", longest=200),
        dated=dated,
        means=long_text("means", means, ask="Zeg wat het betekent.", longest=5000),
    )
    row.save()
    state(LawNoted(about=row, title=row.title, key=key, source=row.source))
    return row


def _row(authority: Authority, key: str) -> LawNote:
    """The note at an authority; one of the library becomes a row here when something is decided about it."""
    found: LawNote | None = LawNote.objects.select_for_update().filter(authority=authority, key=key).first()
    if found is not None:
        if found.status != LawStatus.OPEN:
            raise Refused(_("Hierover is bij dit bestuur al beslist."))
        return found
    law = library.laws().get(key)
    if law is None:
        raise Refused(_("Deze wetswijziging is er niet."))
    return LawNote(
        authority=authority,
        audience="norms",
        key=key,
        title=law.title[:200],
        source=law.source[:200],
        dated=law.dated,
        check_level=law.check,
        means=law.means,
        touches=list(law.touches),
    )


@action(P.LAW_EDIT, LawTaken)
def take_law(actor: Actor, *, authority: Authority, key: str, title: str, lead_role: str, due: date) -> LawNote:
    """Make a task of a change of law at an authority. The task is a proposal of the officer, never a duty by itself."""
    row = _row(authority, key)
    if due < clock.today():
        raise Invalid({"due": [_("Kies een dag vanaf vandaag.")]})
    row.task = duties.make_task(
        maker(actor, row),
        authority=authority,
        title=title,
        due=due,
        lead_role=lead_role,
        instruction=f"{row.title}\n\n{row.means}\n\nBron: {row.source}",
        minutes=60,
        source_kind=LAW_SOURCE,
        source_id=row.pk,
    )
    row.status, row.decided_on = LawStatus.TAKEN, clock.today()
    row.save()
    state(LawTaken(about=row, title=row.title, key=key, number=row.task.number, due=due))
    return row


@action(P.LAW_EDIT, LawLeft)
def leave_law(actor: Actor, *, authority: Authority, key: str, reason: str) -> LawNote:
    """Say why a change of law asks nothing at an authority."""
    row = _row(authority, key)
    row.reason = one_line("reason", reason, ask="Zeg kort waarom dit hier niets vraagt.")
    row.status, row.decided_on = LawStatus.LEFT, clock.today()
    row.save()
    state(LawLeft(about=row, title=row.title, key=key, reason=row.reason))
    return row


@action(P.CHANGE, OrganisationChanged)
def note_change(
    actor: Actor, *, authority: Authority, kind: str, title: str, on: date, steps: Sequence[str], note: str = ""
) -> OrganisationChange:
    """Note a change of the organisation; each chosen line of its checklist becomes a task, due from the day of the change."""
    known = library.change_kinds().get(kind)
    if known is None:
        raise Invalid({"kind": [_("Kies een soort wijziging uit de lijst.")]})
    chosen = [step for step in known.steps if step.id in set(steps)]
    if len(chosen) != len(set(steps)):
        raise Invalid({"steps": [_("Kies uit de lijst.")]})
    row = OrganisationChange(
        authority=authority,
        audience="visits",
        change=kind,
        title=one_line("title", title, ask="Geef de wijziging een naam.", longest=120),
        on=on,
        note=note.strip()[:5000],
        noted_on=clock.today(),
        count=len(chosen),
    )
    row.save()
    for step in chosen:
        duties.make_task(
            maker(actor, row),
            authority=authority,
            title=step.title.format(title=row.title)[:240],
            due=max(on + timedelta(days=step.days), clock.today()),
            lead_role=step.role,
            instruction=row.note,
            minutes=60,
            source_kind=CHANGE_SOURCE,
            source_id=row.pk,
        )
    state(OrganisationChanged(about=row, title=row.title, change=known.title, on=on, count=len(chosen)))
    return row
