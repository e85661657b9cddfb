"""Sources of log control, their files (test import and import), and who the users of a log are."""

from datetime import date
from typing import IO, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from roeland.api.guard import ApiRequest, Page, Paging, inside, object_for, page_of, part
from roeland.api.logs_runs_shapes import CountOut
from roeland.api.logs_sources_shapes import (
    LogColumnsOut,
    LogDeliveryOut,
    LogHolderOut,
    LogLetterOut,
    LogMappingIn,
    LogOverlapOut,
    LogReasonIn,
    LogSheetIn,
    LogSourceIn,
    LogSourceOut,
    LogTryOut,
    LogUserIn,
    LogUserOut,
    overlap_out,
)
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN
from roeland.ledger.action import Invalid
from roeland.logs import intake, lateness, letters, papers
from roeland.logs.actions import deliveries as delivery_verbs
from roeland.logs.actions import sources as verbs
from roeland.logs.actions.users import tie_again, tie_user
from roeland.logs.formats.proposing import propose
from roeland.logs.formats.reading import columns
from roeland.logs.formats.values import Unreadable, sentence
from roeland.logs.models import Delivery, FormerHolder, LogUser, Source
from roeland.logs.queries import sources as queries
from roeland.logs.rules import P
from roeland.logs.values import BESIDE, OVERLAP, Format, Kind, alias
from roeland.people.actors import me
from roeland.people.models import Person

router = Router(tags=["logcontrole"])
BASE = "/authorities/{slug:authority}"
SOURCE = f"{BASE}/log-sources/{{uuid:source_id}}"
DELIVERY = f"{BASE}/log-deliveries/{{uuid:delivery_id}}"


def _source(
    row: Source, standing: queries.Standing | None = None, shared: list[queries.Shared] | None = None
) -> LogSourceOut:
    names = "name kind format supplier contract_clause contact due_day quiet_days folder mapping ended_on".split()
    last = standing.last if standing else None
    found = shared if shared is not None else queries.shared(row.authority)
    return LogSourceOut(
        id=row.pk,
        owner=row.owner.pk if row.owner else None,
        last_on=last.last_on if last else None,
        due=standing.due if standing else None,
        late_since=standing.late_since if standing else None,
        late_months=[month for month, _due in standing.late_months] if standing else [],
        overlaps=[overlap_out(*one) for one in found if row.pk in {one[0].keeps, one[0].other}],
        **{name: getattr(row, name) for name in names},
    )


def _delivery(row: Delivery) -> LogDeliveryOut:
    names = "file_name size sha256 state how first_on last_on rows left_out duplicates keep_until received_at".split()
    return LogDeliveryOut(
        id=row.pk,
        source=row.source_id,
        problems=[sentence(one) for one in row.problems],
        gaps=[one["text"] for one in row.lacking],
        overlaps=[LogOverlapOut(**one) for one in row.overlaps],
        **{name: getattr(row, name) for name in names},
    )


def _holder(row: FormerHolder) -> LogHolderOut:
    return LogHolderOut(person=row.person_id, shared=row.shared, start=row.start, last=row.last)


def _user(row: LogUser) -> LogUserOut:
    return LogUserOut(
        id=row.pk,
        user=row.user_id,
        label=row.label,
        list_number=row.list_number,
        list_email=row.list_email,
        person=row.person_id,
        shared=row.shared,
        held_from=row.held_from,
        before=[_holder(one) for one in sorted(row.held_before.all(), key=lambda one: one.last)],
        team=row.service,
        team_from=row.team_from,
        first_seen=row.first_seen,
    )


def _person(request: ApiRequest, pk: UUID | None, field: str) -> Person | None:
    if pk is None:
        return None
    found: Person | None = Person.objects.filter(authority=request.authority, pk=pk).first()
    if found is None:
        raise Invalid({field: [_("Deze persoon is er niet.")]})
    return found


def _bytes(file: UploadedFile) -> IO[bytes]:
    stream: IO[bytes] | None = file.file
    if stream is None:
        raise Invalid({"file": [_("Het bestand is leeg.")]})
    return stream


def _sheet(request: ApiRequest, wanted: LogSheetIn) -> dict[str, Any]:
    return {**wanted.dict(), "owner": _person(request, wanted.owner, "owner")}


@router.get(f"{BASE}/log-sources", response=Page[LogSourceOut], operation_id="log_sources")
@inside(P.SEE)
def listed(request: ApiRequest, authority: str, paging: Query[Paging]) -> Any:
    """Sources with what is late."""
    rows = queries.standings(request.authority, clock.today())
    some = rows[paging.first : paging.first + paging.size]
    shared = queries.shared(request.authority)
    return part([_source(row.source, row, shared) for row in some], len(rows), paging)


@router.post(f"{BASE}/log-sources", response={201: LogSourceOut}, operation_id="make_log_source")
@inside(P.SOURCES)
def make(request: ApiRequest, authority: str, wanted: LogSourceIn) -> Any:
    """Make a source."""
    values = _sheet(request, wanted)
    return Status(201, _source(verbs.make_source(request.actor, authority=request.authority, **values)))


@router.get(SOURCE, response=LogSourceOut, operation_id="log_source")
@inside(SIGNED_IN)
def one(request: ApiRequest, authority: str, source_id: UUID) -> Any:
    """One source."""
    row = object_for(Source, request, source_id, P.SEE, "owner")
    return _source(row, queries.standings(request.authority, clock.today(), only=row)[0])


@router.post(f"{SOURCE}/sheet", response=LogSourceOut, operation_id="change_log_source")
@inside(SIGNED_IN)
def change(request: ApiRequest, authority: str, source_id: UUID, wanted: LogSheetIn) -> Any:
    """Change the sheet."""
    row = object_for(Source, request, source_id, P.SOURCES)
    changed = verbs.change_source(request.actor, source=row, **_sheet(request, wanted))
    lateness.settle_source(row)
    return _source(changed)


@router.post(f"{SOURCE}/mapping", response=LogSourceOut, operation_id="map_log_source")
@inside(SIGNED_IN)
def mapped(request: ApiRequest, authority: str, source_id: UUID, wanted: LogMappingIn) -> Any:
    """Say how files of this source are read."""
    row = object_for(Source, request, source_id, P.SOURCES)
    return _source(verbs.map_source(request.actor, source=row, mapping=wanted.mapping, format=wanted.format))


@router.post(f"{SOURCE}/end", response=LogSourceOut, operation_id="end_log_source")
@inside(SIGNED_IN)
def end(request: ApiRequest, authority: str, source_id: UUID, said: LogReasonIn) -> Any:
    """Expect nothing of a source any more."""
    row = verbs.end_source(request.actor, source=object_for(Source, request, source_id, P.SOURCES), reason=said.reason)
    lateness.settle_source(row)
    return _source(row)


@router.get(f"{SOURCE}/letter", response=LogLetterOut, operation_id="log_source_letter")
@inside(SIGNED_IN)
def letter(request: ApiRequest, authority: str, source_id: UUID) -> Any:
    """The words to ask for the file."""
    row = object_for(Source, request, source_id, P.SOURCES)
    months, by = _asked(request, row), str(me(request.actor, request.authority) or "")
    text = letters.text(row, request.authority.name, by, months)
    return LogLetterOut(subject=letters.subject(row, months), text=text)


def _asked(request: ApiRequest, row: Source) -> list[date]:
    today = clock.today()
    return letters.asked_months(queries.standings(request.authority, today, only=row)[0], today)


@router.get(f"{SOURCE}/letter/pdf", operation_id="log_source_letter_pdf")
@inside(SIGNED_IN)
def letter_pdf(request: ApiRequest, authority: str, source_id: UUID) -> HttpResponse:
    """The same letter as PDF."""
    row = object_for(Source, request, source_id, P.SOURCES)
    by = str(me(request.actor, request.authority) or "")
    made = papers.request_letter(row, request.authority, by, _asked(request, row), clock.now())
    return papers.answer(made, "vraag-om-logbestand.pdf")


@router.post(f"{SOURCE}/columns", response=LogColumnsOut, operation_id="log_file_columns")
@inside(SIGNED_IN)
def found_columns(request: ApiRequest, authority: str, source_id: UUID, file: File[UploadedFile]) -> Any:
    """The columns of a file and a proposal for the mapping. Keeps nothing."""
    row = object_for(Source, request, source_id, P.SOURCES)
    try:
        names = columns(_bytes(file), file.size or 0, Format(row.format), clock.now(), kind=Kind(row.kind))
    except Unreadable as problem:
        raise Invalid({"file": [_("Het bestand %(problem)s.") % {"problem": problem}]}) from problem
    fields = {name: one.data() for name, one in propose(Kind(row.kind), names).items()}
    return LogColumnsOut(columns=names, fields=fields)


@router.post(f"{SOURCE}/test-import", response=LogTryOut, operation_id="test_log_import")
@inside(SIGNED_IN)
def test_import(request: ApiRequest, authority: str, source_id: UUID, file: File[UploadedFile]) -> Any:
    """What importing a file would give. Keeps nothing."""
    row = object_for(Source, request, source_id, P.SOURCES)
    done = intake.try_out(request.actor, row, _bytes(file), file.name or "bestand")
    found = done.found
    return LogTryOut(
        file=done.file,
        refused=done.refused,
        rows=found.rows,
        left_out=found.left_out,
        duplicates=found.duplicates,
        first_on=found.first,
        last_on=found.last,
        users=len(found.users),
        problems=[sentence(one) for one in found.problems],
        gaps=[one["text"] for one in found.gaps if one["kind"] not in BESIDE],
        overlaps=[LogOverlapOut(**one) for one in found.gaps if one["kind"] == OVERLAP],
        citizens=[alias(line["citizen"]) for line in done.first_rows if line.get("citizen") is not None],
    )


@router.post(f"{SOURCE}/deliveries", response={201: LogDeliveryOut}, operation_id="import_log_file")
@inside(SIGNED_IN)
def imported(request: ApiRequest, authority: str, source_id: UUID, file: File[UploadedFile]) -> Any:
    """Import a file. One that cannot be read at all is recorded as refused and answers 422 with the reason."""
    row = object_for(Source, request, source_id, P.SOURCES)
    done = intake.take(request.actor, row, _bytes(file), file.name or "bestand", how="api")
    if done.refused or done.delivery is None:
        raise Invalid({"file": [done.refused]})
    return Status(201, _delivery(done.delivery))


@router.get(f"{BASE}/log-deliveries", response=Page[LogDeliveryOut], operation_id="log_deliveries")
@inside(P.SEE)
def deliveries(request: ApiRequest, authority: str, paging: Query[Paging]) -> Any:
    """Files of all sources, newest first."""
    return page_of(queries.deliveries(request.authority), paging, _delivery)


@router.get(DELIVERY, response=LogDeliveryOut, operation_id="log_delivery")
@inside(SIGNED_IN)
def delivery(request: ApiRequest, authority: str, delivery_id: UUID) -> Any:
    """One file."""
    return _delivery(object_for(Delivery, request, delivery_id, P.SEE))


@router.post(f"{DELIVERY}/undo", response=LogDeliveryOut, operation_id="undo_log_delivery")
@inside(SIGNED_IN)
def undo(request: ApiRequest, authority: str, delivery_id: UUID, said: LogReasonIn) -> Any:
    """Take a file out again."""
    row = object_for(Delivery, request, delivery_id, P.SOURCES, "source")
    done = delivery_verbs.undo_delivery(request.actor, delivery=row, reason=said.reason)
    lateness.ask_again(row.source)
    return _delivery(done)


@router.get(f"{BASE}/log-users", response=Page[LogUserOut], operation_id="log_users")
@inside(P.SEE)
def users(request: ApiRequest, authority: str, paging: Query[Paging]) -> Any:
    """Users of the logs, unknown ones first."""
    return page_of(queries.users(request.authority).prefetch_related("held_before"), paging, _user)


@router.post(f"{BASE}/log-users/{{uuid:log_user_id}}", response=LogUserOut, operation_id="tie_log_user")
@inside(SIGNED_IN)
def tie(request: ApiRequest, authority: str, log_user_id: UUID, wanted: LogUserIn) -> Any:
    """Say whose user name it is."""
    row = object_for(LogUser, request, log_user_id, P.SOURCES)
    person = _person(request, wanted.person, "person")
    given = wanted.model_dump(exclude={"person"})
    done = tie_user(request.actor, user=row, person=person, **given)
    return _user(done)


@router.post(f"{BASE}/log-users/tie-again", response=CountOut, operation_id="tie_log_users_again")
@inside(P.SOURCES)
def again(request: ApiRequest, authority: str) -> Any:
    """Tie the accounts of nobody whose person is in the people room by now."""
    return CountOut(count=tie_again(request.actor, authority=request.authority))
