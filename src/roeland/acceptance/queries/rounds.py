"""Rounds, who stands in them, and the counts. Names come from the scope of the reader; counts are of everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from roeland.acceptance.models import Asked, Attendance, Kiosk, Offer, Question
from roeland.acceptance.rules import P, may_lead
from roeland.acceptance.values import NO_TEAM, Channel, Counts, Ending, How, State, merged, terms
from roeland.documents.models import Document
from roeland.documents.queries import whole
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.calendar import is_holiday
from roeland.kernel.decision import Decision
from roeland.kernel.durations import OfficeHours, example_office_hours
from roeland.kernel.models import Authority
from roeland.kernel.rights import Mode
from roeland.kernel.scope import scope
from roeland.people.queries.settings import closing_days, working_week

RELATED = ("authority", "document", "version", "team", "body", "made_by")
COUNTED = Q(state__in=[State.ASKED, State.ACCEPTED])


def offers(authority_ids: Iterable[UUID]) -> QuerySet[Offer]:
    """Rounds in sight, those that run first. One statement."""
    rows = Offer.objects.filter(authority_id__in=list(authority_ids)).select_related(*RELATED)
    found: QuerySet[Offer] = rows.order_by(F("closed_at").asc(nulls_first=True), "-made_at", "pk")
    return found


def followed(actor: Actor, authority_ids: Iterable[UUID]) -> QuerySet[Offer]:
    """The rounds that the actor may follow: by his role, or as the owner of the document."""
    ids = list(authority_ids)
    places = [place for place in ids if actor.holds(P.FOLLOW, place)]
    return offers(ids).filter(Q(authority_id__in=places) | Q(document__owner__in=actor.person_ids))


def offer(authority: Authority, pk: UUID) -> Offer | None:
    """One round; None when absent or closed to this reader."""
    return offers([authority.pk]).filter(pk=pk).first()


def may_follow(actor: Actor, found: Offer) -> bool:
    """Whether the actor sees how the round stands."""
    return actor.holds(P.FOLLOW, found.authority_id) or found.grants(actor, P.FOLLOW)


def leads(actor: Actor, authority_id: UUID) -> Decision:
    """Whether the actor may seal lists, print letters and open a kiosk here."""
    rights = actor.rights_in(authority_id)
    modes = rights.modes.get("awareness", frozenset())
    edits = rights.everything or bool(modes & {Mode.EDIT, Mode.OWN})
    return may_lead(rights.roles, edits=edits, approves="approve" in rights.may)


def _sums() -> dict[str, Count]:
    accepted, waiting = Q(state=State.ACCEPTED), Q(state=State.ASKED)
    ways = {f"by_{way.value}": Count("pk", filter=accepted & Q(how=way)) for way in How}
    return {
        **ways,
        "n_asked": Count("pk"),
        "n_accepted": Count("pk", filter=accepted),
        "n_former": Count("pk", filter=accepted & ~Q(version=F("offer__version"))),
        "n_question": Count("pk", filter=waiting & Q(questioned=True)),
        "n_late": Count("pk", filter=waiting & Q(due__lt=clock.today(), offer__closed_at=None)),
        "n_unreachable": Count("pk", filter=waiting & Q(channel=Channel.NONE)),
    }


def _counts(name: str, row: Any) -> Counts:
    ways = {f"by_{way.value}": row[f"by_{way.value}"] for way in How}
    rest = {key: row[f"n_{key}"] for key in ("asked", "accepted", "former", "question", "late", "unreachable")}
    return Counts(name=name, **ways, **rest)


def counts(found: Iterable[Offer]) -> dict[UUID, Counts]:
    """Round -> how everybody in it stands, whoever asks: figures, no names. One statement, however many authorities."""
    offers = {row.pk: row.authority_id for row in found}
    sums = {pk: Counts() for pk in offers}
    places = set(offers.values())
    if places:
        with scope(Actor.system("acceptance", places), places):
            rows = Asked.objects.filter(COUNTED, offer__in=offers).order_by().values("offer_id").annotate(**_sums())
            sums.update({row["offer_id"]: _counts("", row) for row in rows})
    return sums


def by_team(found: Offer) -> list[Counts]:
    """The services of a round, small ones together: figures, no names. One statement."""
    with whole(found.authority_id):
        rows = list(
            Asked.objects.filter(COUNTED, offer=found).order_by().values("team_id", "team__name").annotate(**_sums())
        )
    return merged([_counts(row["team__name"] or NO_TEAM, row) for row in rows], terms()["smallest_group"])


def people(found: Offer) -> QuerySet[Asked]:
    """The people of a round that the reader may know of, also who was left out."""
    order = Case(When(state=State.ASKED, then=Value(0)), When(state=State.ACCEPTED, then=Value(1)), default=Value(2))
    rows = Asked.objects.filter(offer=found).select_related("person", "team", "version", "offer")
    listed: QuerySet[Asked] = rows.annotate(turn=order).order_by(
        "turn", "person__family_name", "person__given_name", "pk"
    )
    return listed


def waiting(found: Offer) -> QuerySet[Asked]:
    """Who is asked and did not accept, as far as the reader may know."""
    return people(found).filter(state=State.ASKED)


def waiting_for_list(found: Offer) -> QuerySet[Asked]:
    """The same, those whom no mail reaches first: a list or a letter is for them before anybody else."""
    reached = Case(When(channel=Channel.MAIL, then=Value(1)), default=Value(0))
    return (
        waiting(found).annotate(reached=reached).order_by("reached", "person__family_name", "person__given_name", "pk")
    )


def without_mailbox(found: Offer) -> QuerySet[Asked]:
    """Those of them whom no mail reaches."""
    return waiting(found).filter(channel=Channel.NONE)


def questions(found: Offer) -> list[Question]:
    """Questions about a round in sight, the open ones first. One statement."""
    rows = Question.objects.filter(asked__offer=found).select_related("asked__person", "answered_by")
    return list(rows.order_by(F("answered_at").asc(nulls_first=True), "at"))


def question(authority: Authority, pk: UUID) -> Question | None:
    """One question, with its round."""
    rows = Question.objects.filter(authority=authority, pk=pk)
    related = (
        "authority",
        "asked__person",
        "asked__offer__document",
        "asked__offer__version",
        "asked__offer__authority",
    )
    found: Question | None = rows.select_related(*related).first()
    return found


def lists(found: Offer) -> list[Attendance]:
    """Sealed lists of a round in sight."""
    return list(Attendance.objects.filter(offer=found).select_related("led_by"))


def attendance(authority: Authority, pk: UUID) -> Attendance | None:
    """One sealed list, with its round."""
    rows = Attendance.objects.filter(authority=authority, pk=pk)
    found: Attendance | None = rows.select_related("authority", "led_by", "offer__document", "offer__version").first()
    return found


def names_on(found: Attendance) -> list[Asked]:
    """Who stands on a sealed list, for who may see the list."""
    with whole(found.authority_id):
        return list(
            Asked.objects.filter(attendance=found).select_related("person", "team").order_by("person__family_name")
        )


def kiosks(authority: Authority) -> list[Kiosk]:
    """Kiosks in sight that are open now."""
    rows = Kiosk.objects.filter(authority=authority, ended_at=None, closes_at__gt=clock.now())
    return [row for row in rows.select_related("authority", "opened_by") if row.is_open()]


def kiosk(authority: Authority, pk: UUID) -> Kiosk | None:
    """One kiosk in sight."""
    found: Kiosk | None = Kiosk.objects.filter(authority=authority, pk=pk).select_related("authority").first()
    return found


def running(document: Document) -> list[Offer]:
    """The rounds of a document that count for its next version: open, or finished; not what was dropped or followed up."""
    rows = Offer.objects.filter(document=document).select_related(*RELATED)
    return list(rows.filter(Q(closed_at=None) | Q(ending=Ending.FINISHED)).order_by("made_at"))


@dataclass(frozen=True)
class Round:
    """One round for the annual report: version, when, how many were asked, and how many accepted by what."""

    offer: Offer
    title: str
    version: str
    counts: Counts


def rounds_in_year(authority: Authority, year: int) -> list[Round]:
    """Rounds begun in a year, as the reader may see them. Two statements."""
    rows = list(offers([authority.pk]).filter(made_at__year=year).order_by("made_at", "pk"))
    sums = counts(rows)
    return [Round(row, row.document.title, row.version.number, sums[row.pk]) for row in rows]


def office_hours(authority: Authority) -> OfficeHours:
    """The working hours of an authority, or the example's until it sets them. Two statements."""
    closed, week = closing_days(authority), working_week(authority)

    def shut(day: date) -> bool:
        return is_holiday(day) or day in closed

    return OfficeHours({day: tuple(hours) for day, hours in week.items()}, shut) if week else example_office_hours(shut)


def at_work(authority: Authority, moment: datetime) -> bool:
    """Whether the authority is at work: mail leaves then only."""
    return office_hours(authority).is_open(moment)
