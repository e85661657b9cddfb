"""Sources with where they stand, their files, users of the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties.providers import Provider, Record
from roeland.kernel import clock
from roeland.kernel.calendar import next_working_day
from roeland.kernel.models import Authority
from roeland.logs import overlap
from roeland.logs.library import add_months
from roeland.logs.models import Delivery, LogUser, Source
from roeland.logs.overlap import Overlap
from roeland.logs.values import COUNTS, Kind
from roeland.people.models import ClosingDay

if TYPE_CHECKING:
    from django.db.models import QuerySet

SOURCE = "logs.source"
NEAR_END = timedelta(days=4)  # a month counts as delivered when the file goes on until here before its last day


@dataclass(frozen=True)
class Standing:
    """A source today. `last`: its newest file that counts; `missing`: the first day of the month that is late; `due`: when the next
    file must be there (None: nothing is expected); `late_since`: the day on which the late one had to be there."""

    source: Source
    last: Delivery | None
    files: int = 0
    due: date | None = None
    missing: date | None = None
    late_since: date | None = None
    ready: bool = field(default=True)  # whether Roeland knows how to read it

    @property
    def late(self) -> bool:
        return self.late_since is not None


def sources(authority: Authority) -> QuerySet[Source]:
    """All sources, those that run first."""
    found: QuerySet[Source] = Source.objects.filter(authority=authority).select_related("owner")
    return found.order_by("ended_on", "kind", "name")


def source(authority: Authority, pk: UUID) -> Source | None:
    """One source."""
    found: Source | None = (
        Source.objects.filter(authority=authority, pk=pk).select_related("owner", "authority").first()
    )
    return found


def deliveries(authority: Authority, of: Source | None = None) -> QuerySet[Delivery]:
    """Files, newest first."""
    rows: QuerySet[Delivery] = Delivery.objects.filter(authority=authority).select_related("source", "received_by")
    return rows.filter(source=of) if of else rows


def delivery(authority: Authority, pk: UUID) -> Delivery | None:
    """One file."""
    return deliveries(authority).filter(pk=pk).first()


def standings(authority: Authority, today: date, only: Source | None = None) -> list[Standing]:
    """Every source (or one) as it stands. Three statements."""
    rows = [only] if only else list(sources(authority))
    counted = Delivery.objects.filter(authority=authority, state__in=COUNTS).order_by("received_at")
    if only:
        counted = counted.filter(source=only)
    by_source: dict[UUID, list[Delivery]] = {}
    for one in counted.defer("problems", "gaps"):
        by_source.setdefault(one.source_id, []).append(one)
    off = frozenset(ClosingDay.objects.filter(authority=authority).values_list("day", flat=True))
    return [standing(row, by_source.get(row.pk, []), today, off) for row in rows]


def standing(row: Source, files: list[Delivery], today: date, off: Iterable[date] = ()) -> Standing:
    """How one source stands; `files` count and are in the order in which they came."""
    last = max(files, key=lambda one: (one.last_on or date.min, one.received_at), default=None)
    ready = bool(row.mapping.get("fields"))
    if row.ended_on is not None or row.due_day is None:
        return Standing(row, last, len(files), ready=ready)
    closed = frozenset(off)
    past, coming = _dues(row.due_day, today, closed)
    month = add_months(past.replace(day=1), -1)
    expected = clock.local(row.made_at).date() <= past
    if expected and not covered(Kind(row.kind), files, month):
        return Standing(row, last, len(files), past, month, past if today > past else None, ready)
    return Standing(row, last, len(files), coming, ready=ready)


def _dues(day: int, today: date, closed: frozenset[date]) -> tuple[date, date]:
    """The due day that came last (today included) and the one after it; a day off moves to the working day after it."""
    this = next_working_day(today.replace(day=day), closed)
    if this <= today:
        return this, next_working_day(add_months(today.replace(day=1), 1).replace(day=day), closed)
    return next_working_day(add_months(today.replace(day=1), -1).replace(day=day), closed), this


def covered(kind: Kind, files: list[Delivery], month: date) -> bool:
    """Whether a month was delivered: consultations up to about its end, a list since it began to be made."""
    after = add_months(month, 1)
    if kind is Kind.CONSULT:
        return any(one.last_on and one.last_on >= after - NEAR_END for one in files)
    return any(clock.local(one.received_at).date() >= after for one in files)


Shared = tuple[Overlap, str]


def overlaps(authority: Authority) -> list[Overlap]:
    """What sources share, as the imports told it, summed per two sources. A file says it of what stood there when it came, so what is said of
    files that were taken out since does not count. One statement."""
    rows = Delivery.objects.filter(authority=authority, source__kind=Kind.CONSULT, state__in=COUNTS)
    files = list(rows.order_by("received_at").defer("problems", "read_as"))
    found: dict[tuple[UUID, UUID], Overlap] = {}
    for place, one in enumerate(files):
        for told in map(overlap.of_data, one.overlaps):
            theirs = told.keeps if told.other == one.source_id else told.other
            if any(before.source_id == theirs and _meet(before, told) for before in files[:place]):
                pair = (told.keeps, told.other)
                found[pair] = overlap.together(found[pair], told) if pair in found else told
    return list(found.values())


def _meet(one: Delivery, told: Overlap) -> bool:
    return bool(one.first_on and one.last_on and one.first_on <= told.last and told.first <= one.last_on)


def shared(authority: Authority) -> list[Shared]:
    """The same with the sentences about it. Two statements."""
    return worded(authority, overlaps(authority))


def worded(authority: Authority, found: list[Overlap]) -> list[Shared]:
    """With the sentences about each, by what the sources are called now. One statement, none without any."""
    names = dict(Source.objects.filter(authority=authority).values_list("pk", "name")) if found else {}
    return [(one, overlap.sentence(one, names)) for one in found]


def users(authority: Authority, text: str = "", standing_of: str = "") -> QuerySet[LogUser]:
    """Users of the log, unknown ones first. `standing_of`: unknown, known or shared."""
    rows: QuerySet[LogUser] = LogUser.objects.filter(authority=authority).select_related("person")
    if text:
        rows = rows.filter(user_id__icontains=text)
    if standing_of == "unknown":
        rows = rows.filter(person=None, shared=False)
    elif standing_of == "shared":
        rows = rows.filter(shared=True)
    elif standing_of == "known":
        rows = rows.exclude(person=None)
    return rows.order_by("shared", "person__family_name", "user_id")


def user(authority: Authority, pk: UUID) -> LogUser | None:
    """One user of the log."""
    return users(authority).filter(pk=pk).first()


def unknown_users(authority: Authority) -> int:
    """How many user names nobody knows."""
    return LogUser.objects.filter(authority=authority, person=None, shared=False).count()


def how_read(authority: Authority, first: date, last: date) -> set[str]:
    """How the consultations of these days came in (upload, folder, api, cli, hand)."""
    rows = Delivery.objects.filter(authority=authority, source__kind=Kind.CONSULT, state__in=COUNTS)
    return set(rows.filter(first_on__lte=last, last_on__gte=first).values_list("how", flat=True))


def address(row: Source) -> str:
    """The page of a source. The row comes with its authority."""
    return f"/{row.authority.slug}/logcontrole/bronnen/{row.pk}/"


def _record(row: Source) -> Record:
    title = _("Bron “%(name)s”") % {"name": row.name}
    return Record(SOURCE, row.pk, title, clock.local(row.made_at).date(), address(row))


def _find(authority_id: UUID, pk: UUID) -> Record | None:
    row = Source.objects.filter(authority_id=authority_id, pk=pk).select_related("authority").first()
    return _record(row) if row else None


def _door(_kind: str, slug: str, pk: Any) -> tuple[str, str]:
    return _("Bestand importeren"), f"/{slug}/logcontrole/bronnen/{pk}/"


PROVIDER = Provider(SOURCE, "Bron van de logcontrole", _find, door=_door)
