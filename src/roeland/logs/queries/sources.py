"""Sources with where they stand, their files, users of the log."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from roeland.duties.models import Task
from roeland.duties.providers import Provider, Record
from roeland.duties.values import TO_DO
from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.logs import overlap, store
from roeland.logs.models import Delivery, FormerHolder, FormerTeam, LogUser, Source
from roeland.logs.overlap import Overlap
from roeland.logs.queries import coverage
from roeland.logs.values import COUNTS, GONE, Kind
from roeland.people.models import ClosingDay

if TYPE_CHECKING:
    from django.db.models import QuerySet

SOURCE = "logs.source"


@dataclass(frozen=True)
class Standing:
    """A source today. `last`: its newest file that counts; `due`: when the next file must be there (None: nothing is expected);
    `late_months`: each month whose file is late, oldest first, with the day on which it had to be there. A month whose task somebody
    closed himself is late no more."""

    source: Source
    last: Delivery | None
    files: int = 0
    due: date | None = None
    late_months: tuple[tuple[date, date], ...] = ()
    ready: bool = field(default=True)  # whether Roeland knows how to read it
    covers: Callable[[date], bool] = field(default=lambda _month: False, repr=False, compare=False)

    @property
    def late(self) -> bool:
        return bool(self.late_months)

    @property
    def late_since(self) -> date | None:
        return self.late_months[0][1] if self.late_months else None

    @property
    def expects(self) -> bool:
        """Whether files are expected of it at all."""
        return expects(self.source)


def expects(row: Source) -> bool:
    return row.ended_on is None and row.due_day is not None


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
    """Every source (or one) as it stands. Four statements, and the marks of the store."""
    rows = [only] if only else list(sources(authority))
    counted = Delivery.objects.filter(authority=authority, state__in=COUNTS).order_by("received_at")
    if only:
        counted = counted.filter(source=only)
    by_source: dict[UUID, list[Delivery]] = {}
    for one in counted.defer("problems", "gaps"):
        by_source.setdefault(one.source_id, []).append(one)
    there = {one.pk for files in by_source.values() for one in files}
    days: dict[UUID, set[date]] = {}
    for mark in store.marks(authority.pk) if there else ():
        if mark.delivery in there:  # the mark of a file that was taken out may stand there a moment longer
            days.setdefault(mark.source, set()).update(mark.days)
    off = frozenset(ClosingDay.objects.filter(authority=authority).values_list("day", flat=True))
    settled = closed_by_hand(authority)
    return [
        standing(
            row,
            by_source.get(row.pk, []),
            today,
            off,
            frozenset(days.get(row.pk, ())),
            {month for source_id, month in settled if source_id == row.pk},
        )
        for row in rows
    ]


def late_kinds(authority: Authority, month: date) -> set[Kind]:
    """Kinds of source of which the file of that month had to be there and is not. As many statements as `standings`."""
    rows = standings(authority, clock.today())
    return {Kind(row.source.kind) for row in rows if any(late == month for late, _due in row.late_months)}


def closed_by_hand(authority: Authority) -> set[tuple[UUID, date]]:
    """(source, month) of each task about a late file that a person handed in or skipped: nobody waits for that file any more. What
    Roeland itself closed (by the file, or because the source stopped) has no doer."""
    rows = Task.objects.filter(authority=authority, source_kind=SOURCE, doer__isnull=False).exclude(status__in=TO_DO)
    return {(of, month) for of, month in rows.values_list("source_id", "key") if of is not None and month is not None}


def standing(
    row: Source,
    files: list[Delivery],
    today: date,
    off: frozenset[date] = frozenset(),
    days: frozenset[date] = frozenset(),
    settled: Collection[date] = (),
) -> Standing:
    """How one source stands; `files` count and are in the order in which they came, `days` are those of their consultations."""
    last = max(files, key=lambda one: (one.last_on or date.min, one.received_at), default=None)

    def covers(month: date) -> bool:
        return coverage.covered(row, files, days, month, off)

    found = Standing(row, last, len(files), ready=bool(row.mapping.get("fields")), covers=covers)
    if not expects(row):
        return found
    asked = coverage.asked(row, today, off)
    lacking = [(month, due) for month, due in asked if month not in settled and not covers(month)]
    waited = (
        asked[-1][1] if lacking and lacking[-1] == asked[-1] else None
    )  # the newest one that had to be there is not
    return replace(
        found,
        due=waited or coverage.next_due(row, today, off),
        late_months=tuple((month, due) for month, due in lacking if due < today),
    )


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
    """Users of the log, unknown ones first, without the stand-in for who was erased. `standing_of`: unknown, known or shared."""
    rows: QuerySet[LogUser] = LogUser.objects.filter(authority=authority).exclude(user_id=GONE)
    rows = rows.select_related("person", "of_team")
    if text:
        names = "user_id label list_number list_email person__given_name person__family_name".split()
        rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": text}) for name in names)))
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


def former(row: LogUser) -> list[FormerTeam]:
    """The services that an account was tied to by hand before, the last one first."""
    return list(FormerTeam.objects.filter(user=row).select_related("of_team").order_by("-last"))


def former_holders(row: LogUser) -> list[FormerHolder]:
    """Who had an account before, the last one first."""
    return list(FormerHolder.objects.filter(user=row).select_related("person").order_by("-last"))


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


def lists(authority: Authority) -> dict[str, list[UUID]]:
    """How the lists of sources count, as `store.dimension_files` asks it: those whose files add to each other, and those that ended."""
    rows = list(Source.objects.filter(authority=authority).values_list("pk", "mapping", "ended_on"))
    return {
        "adding": [pk for pk, mapping, _end in rows if mapping.get("adds")],
        "ended": [pk for pk, _how, end in rows if end],
    }
