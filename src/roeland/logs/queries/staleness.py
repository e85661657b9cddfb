"""Whether a control that runs still stands on something that was withdrawn since it looked, or lacks consultations that came since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.logs import store
from roeland.logs.models import Delivery, Registration, Run, Standing
from roeland.logs.queries.events import moments
from roeland.logs.queries.terms import erased, in_term
from roeland.logs.values import COUNTS, Kind, RunState
from roeland.ui import dates


def stale(runs: Iterable[Run]) -> dict[UUID, str]:
    """Control -> what was withdrawn that it read, or came and it never looked at, as a Dutch sentence; those that nothing is wrong with are not
    there.

    For who sees registrations and files. One statement for any number of controls, none when no control runs; four more when something was
    withdrawn or came.
    """
    looked = [run for run in runs if run.state == RunState.OPEN and not run.by_hand]
    if not looked:
        return {}
    since, places = min(map(_read_at, looked)), {run.authority_id for run in looked}
    withdrawn = {"authority__in": places, "withdrawn_at__gt": since}
    rules, reasons = Standing.objects.filter(**withdrawn), Registration.objects.filter(**withdrawn)
    files = Delivery.objects.filter(authority__in=places, undone_at__gt=since)
    came = Delivery.objects.filter(
        authority__in=places, source__kind=Kind.CONSULT, state__in=COUNTS, rows__gt=0, received_at__gt=since
    )
    if not rules.order_by().values("pk").union(*(rows.order_by().values("pk") for rows in (reasons, files, came)))[:1]:
        return {}
    made = [_rules(rules), _reasons(reasons), _files(files)]
    fresh = [(row.authority_id, row.received_at, *_days(row)) for row in came.select_related("source")]
    words = (
        _("is een vaste regel ingetrokken"),
        _("is een geregistreerde reden ingetrokken"),
        _("is een bestand weer weggehaald"),
    )
    found = {}
    for run in looked:
        parts = [word for word, rows in zip(words, made, strict=True) if any(_stood(run, row) for row in rows)]
        parts += [_("kwam er een bestand bij")] if any(_came(run, *row) for row in fresh) else []
        if parts:
            found[run.pk] = _("Sinds deze controle keek, %(what)s. Kijk eerst opnieuw na.") % {
                "what": dates.join_nl(parts)
            }
    return found


def to_look_again(run: Run) -> str:
    """The same sentence for one control, empty when it may close as it is: also when nobody can look again, because its term is over or
    its consultations are gone."""
    why = stale([run]).get(run.pk, "")
    if not why or not in_term(run.authority_id, run.month, erased=erased(run)):
        return ""
    return why if store.consult_files(run.authority_id, *store.month(run.month)) else ""


def _read_at(run: Run) -> datetime:
    return run.read_at or run.started_at


Row = tuple[UUID, datetime, datetime, datetime | None, datetime | None]  # authority, made, withdrawn, from, until


def _came(run: Run, place: UUID, at: datetime, start: datetime | None, end: datetime | None) -> bool:
    """Whether consultations of its month came after it read: nobody looked at those."""
    return place == run.authority_id and at > _read_at(run) and _during(run, start, end)


def _during(run: Run, start: datetime | None, end: datetime | None) -> bool:
    first, last = moments(run.month)
    return (start is None or start < last) and (end is None or end > first)


def _stood(run: Run, row: Row) -> bool:
    """Whether the control read it, for days of its month, and it was withdrawn afterwards."""
    place, made, withdrawn, start, end = row
    return place == run.authority_id and made <= _read_at(run) < withdrawn and _during(run, start, end)


def _rules(rows: QuerySet[Standing]) -> list[Row]:
    found = rows.values_list("authority", "made_at", "withdrawn_at", "start", "end")
    return [(place, made, gone, clock.at_local(start), _after(end)) for place, made, gone, start, end in found if gone]


def _reasons(rows: QuerySet[Registration]) -> list[Row]:
    found = rows.values_list("authority", "made_at", "withdrawn_at", "start", "end")
    return [(place, made, gone, start, end) for place, made, gone, start, end in found if gone]


def _files(rows: QuerySet[Delivery]) -> list[Row]:
    """Consultations count for their days; a list counts for every month."""
    found = rows.select_related("source")
    return [(row.authority_id, row.received_at, row.undone_at, *_days(row)) for row in found if row.undone_at]


def _days(row: Delivery) -> tuple[datetime | None, datetime | None]:
    if row.source.kind != Kind.CONSULT or row.first_on is None or row.last_on is None:
        return None, None
    return clock.at_local(row.first_on), _after(row.last_on)


def _after(day: date) -> datetime:
    return clock.at_local(day + timedelta(days=1))
