"""What this room offers to the pages of others: Vandaag, what happened since a visit, the management report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from roeland.acceptance.models import Asked, Offer, Question
from roeland.acceptance.queries import own
from roeland.acceptance.queries.records import PROVIDER, address
from roeland.acceptance.queries.rounds import counts, followed
from roeland.acceptance.rules import P
from roeland.acceptance.values import State, terms
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.offers import Happening, Line, Topic
from roeland.ui import dates

__all__ = ["PROVIDER", "done", "since", "today", "topics"]


def today(actor: Actor, authority_ids: Sequence[UUID]) -> list[Line]:
    """What waits to be read, questions to answer as an owner, and for a head of service who is late. At most three statements."""
    lines = [_reading(one) for one in own.to_read(actor, authority_ids)]
    waiting = Question.objects.filter(asked__offer__document__owner__in=actor.person_ids, answered_at=None)
    for row in waiting.filter(authority_id__in=authority_ids).select_related("authority", "asked__offer__document")[:5]:
        words = _("Vraag over “%(title)s”") % {"title": row.asked.offer.document.title}
        url = f"/{row.authority.slug}/leesrondes/vraag/{row.pk}/"
        lines.append(
            Line(title=words, url=url, note=_("gesteld op %(day)s") % {"day": dates.list_date(row.at)}, state="today")
        )
    heads = [place for place in authority_ids if terms().heads & set(actor.rights_in(place).roles)]
    return lines + (_late(actor, heads) if heads else [])


def _reading(one: own.ToRead) -> Line:
    return Line(
        title=_("Lees en aanvaard: %(title)s") % {"title": one.title},
        url=one.url,
        note=one.news,
        state="late" if one.asked.late else "today",
        on=one.asked.due,
        action=_("Lezen"),
        minutes=one.minutes,
        authority_id=one.asked.authority_id,
    )


def done(actor: Actor, authority_ids: Sequence[UUID]) -> list[Line]:
    """What this person accepted, the latest first, for *Al gedaan*. One statement."""
    return [
        Line(
            title=row.offer.document.title,
            url=own.url_of(row),
            note=_("aanvaard op %(day)s") % {"day": dates.sentence_date(row.accepted_at, weekday=False)},
            state="done",
            on=clock.local(row.accepted_at).date(),
        )
        for row in own.accepted(actor, authority_ids)[:3]
        if row.accepted_at
    ]


def _late(actor: Actor, places: list[UUID]) -> list[Line]:
    rows = Asked.objects.filter(
        authority_id__in=places, state=State.ASKED, due__lt=clock.today(), offer__closed_at=None
    )
    rows = rows.exclude(person__in=actor.person_ids).order_by()
    sums = {row["offer_id"]: row["n"] for row in rows.values("offer_id").annotate(n=Count("pk"))}
    if not sums:
        return []
    found = Offer.objects.filter(pk__in=sums).select_related("authority", "document")
    return [
        Line(
            title=_("Nog niet gelezen: %(title)s") % {"title": row.document.title},
            url=f"{address(row)}?stand=laat",
            note=_("%(who)s van je dienst, de termijn is voorbij")
            % {"who": dates.plural(sums[row.pk], "persoon", "personen")},
            state="late",
        )
        for row in found
    ]


def since(_actor: Actor, authority_id: UUID, since_at: datetime) -> list[Happening]:
    """Rounds that were finished since a moment, and rounds whose term ended meanwhile with people still to read."""
    rows = list(followed(_actor, [authority_id]))
    sums = counts(rows)
    found = []
    for row in rows:
        stand = sums[row.pk]
        note = _("%(accepted)s van %(asked)s aanvaardden") % {"accepted": stand.accepted, "asked": stand.asked}
        if row.closed_at is not None and row.closed_at >= since_at:
            words = _("Leesronde afgesloten: %(title)s") % {"title": row.document.title}
            line = Line(title=words, url=address(row), note=note, state="done")
            found.append(Happening(kind="done", line=line, at=row.closed_at))
        elif row.closed_at is None and clock.local(since_at).date() <= row.due < clock.today() and stand.waiting:
            words = _("Leesronde voorbij de termijn: %(title)s") % {"title": row.document.title}
            found.append(Happening(kind="late", line=Line(title=words, url=address(row), note=note, state="late")))
    return found


def topics(actor: Actor, authority_id: UUID, first: date, last: date) -> list[Topic]:
    """A section of the management report: what was offered in the period, and who accepted."""
    if not actor.holds(P.FOLLOW, authority_id):
        return []
    rows = list(followed(actor, [authority_id]).filter(made_at__date__gte=first, made_at__date__lte=last))
    if not rows:
        return []
    sums = counts(rows)
    asked, done = sum(one.asked for one in sums.values()), sum(one.accepted for one in sums.values())
    rounds = dates.plural(len(rows), "leesronde", "leesrondes", words=True)
    share = _(", %(share)s van de vragen is aanvaard") % {"share": dates.percent(done, asked)} if asked else ""
    lines = tuple(
        Line(
            title=row.document.title,
            url=address(row),
            note=f"{dates.number(sums[row.pk].accepted)} van {dates.number(sums[row.pk].asked)} personen",
            state="done" if row.closed_at or not sums[row.pk].waiting else "planned",
        )
        for row in rows
    )
    sentence = dates.capital(_("%(rounds)s begonnen%(share)s.") % {"rounds": rounds, "share": share})
    return [Topic(key="lezen", title=_("Lezen en aanvaarden"), sentence=sentence, lines=lines, order=70)]
