"""The line on Vandaag: a body that has not met for longer than its recurring task allows."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.duties.models import Task
from roeland.duties.values import UNFINISHED
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.offers import Line
from roeland.meetings.queries.gap import Standing, standing
from roeland.ui import dates

WATCHES = frozenset({"general_director", "chair"})  # besides the members: who answers for it


def today(actor: Actor, authority_ids: Iterable[UUID]) -> list[Line]:
    """For members, the director and the chair; not for who has the late task itself on his list. Five statements at most."""
    day = clock.today()
    late = [one for one in standing(authority_ids, day) if one.gap.late(day) and concerns(actor, one)]
    if not late:
        return []
    listed = _on_the_list(actor, late)
    slugs = dict(Authority.everything.filter(pk__in=[one.authority_id for one in late]).values_list("pk", "slug"))
    return [_line(one, slugs[one.authority_id]) for one in late if one.duty_id not in listed]


def concerns(actor: Actor, one: Standing) -> bool:
    """Whether this reader is a member, the director or the chair."""
    person, roles = actor.person_in(one.authority_id), actor.rights_in(one.authority_id).roles
    return person in one.members or bool(WATCHES & set(roles))


def _on_the_list(actor: Actor, late: list[Standing]) -> set[UUID]:
    """Duties of which an unfinished task stands on the actor's own worklist already."""
    led = [one.duty_id for one in late if one.lead_role in actor.rights_in(one.authority_id).roles]
    if not led:
        return set()
    rows = Task.objects.filter(duty__in=led, status__in=UNFINISHED, limit__lt=clock.today())
    return {pk for pk in rows.values_list("duty_id", flat=True) if pk is not None}


def words(one: Standing) -> str:
    """*De vorige was op 12 mei 2026, 194 dagen geleden. Ten hoogste 184 dagen is de afspraak.*"""
    day = clock.today()
    ahead = (
        (
            _("De vorige was op %(sentence_date)s: %(number)s van ten hoogste %(most_days)s dagen.")
            % {
                "sentence_date": dates.sentence_date(one.gap.last, weekday=False),
                "number": dates.number((day - one.gap.last).days),
                "most_days": one.gap.most_days,
            }
        )
        if one.gap.last
        else (
            (
                _("Er was er nog geen. De eerste moest er zijn tegen %(limit)s.")
                if one.gap.late(day)
                else _("Er was er nog geen. De eerste is er uiterlijk op %(limit)s.")
            )
            % {"limit": dates.sentence_date(one.gap.limit, weekday=False)}
        )
    )
    coming = (
        (
            _(" De volgende is op %(sentence_date)s.")
            % {"sentence_date": dates.sentence_date(one.next_on, year=one.next_on.year != day.year)}
        )
        if one.next_on
        else ""
    )
    return ahead + coming


def _line(one: Standing, slug: str) -> Line:
    return Line(
        title=(
            _("Vergadering %(body_name)s: %(lateness)s")
            % {
                "body_name": one.body_name,
                "lateness": dates.lateness(one.gap.limit, clock.today()) if one.gap.last else _("nog nooit gehouden"),
            }
        ),
        url=reverse("meetings-list", args=[slug]),
        note=words(one),
        state="late",
        on=one.gap.limit,
        authority_id=one.authority_id,
    )
