"""Documents: interviews, templates that became texts, versions with remarks, and what somebody may read or do beside the rule."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from roeland.cli.demonstration.stage import Stage
from roeland.documents import actions
from roeland.documents.models import Deviation, Document, Inspection, ReadingRequest, Version
from roeland.documents.values import IN_WORK, VersionStatus
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.packs import actions as packs

Row = Mapping[str, Any]
OFFICER = "dina"


def plan_all(stage: Stage) -> None:
    """Put the papers of this authority on the calendar. A story that begins later has those that are made after that day."""
    told = stage.tell("papers")
    first = stage.day(told["answers"]["day"])
    stage.on(
        max(first, stage.start + timedelta(days=1)), _answers, stage, told["answers"]["sheets"], hour=16, minute=40
    )
    for row in told["documents"]:
        if stage.within(stage.day(row["made"])):
            _document(stage, row)
    for row in told["deviations"]:
        if read_by(stage, row["document"], row["asked"]):
            _deviation(stage, row)
    for row in told["requests"]:
        _request(stage, row)
    for row in told["onsite"]:
        if read_by(stage, row["document"], row["day"]):
            stage.on(stage.day(row["day"]), _onsite, stage, row, hour=row["hour"], minute=row["minute"], alone=True)


def read_by(stage: Stage, key: str, day: date | int) -> bool:
    """Whether a document is made within the story and published before that day."""
    rows = stage.tell("papers")["documents"]
    row = next(row for row in rows if row["key"] == key)
    return stage.within(stage.day(row["made"])) and stage.day(row["published"]) < stage.day(day)


def _answers(stage: Stage, sheets: Mapping[str, Mapping[str, str]]) -> None:
    for group, said in sheets.items():
        packs.give_answers(stage.actor(OFFICER), authority=stage.authority, group=group, answers=said)


def _document(stage: Stage, row: Row) -> None:
    """The first version from its template, the next ones each from the one before."""
    writer = row.get("who", OFFICER)
    stage.on(stage.day(row["made"]), _make, stage, row, writer, hour=9, minute=50)
    _life(stage, row["key"], row, writer)
    before = row
    for version in row.get("versions", ()):
        if "published" not in before or stage.day(before["published"]) >= stage.day(version["started"]):
            break  # counted from the day of building it would come before the version that it follows
        before = version
        stage.on(stage.day(version["started"]), _next, stage, row["key"], version, writer, hour=10, minute=20)
        _life(stage, row["key"], version, writer)


def _life(stage: Stage, key: str, row: Row, writer: str) -> None:
    for remark in row.get("comments", ()):
        stage.on(stage.day(remark["day"]), _comment, stage, key, remark, hour=11, minute=35)
    steps = (("submitted", _submit, 15), ("approved", _approve, 16), ("published", _publish, 17))
    for name, step, hour in steps:
        if name in row:
            stage.on(stage.day(row[name]), step, stage, key, row, writer, hour=hour, minute=5)


def _make(stage: Stage, row: Row, writer: str) -> None:
    stage.documents[row["key"]] = packs.take(stage.actor(writer), authority=stage.authority, pack_id=row["template"])


def _working(stage: Stage, key: str) -> Version:
    """The version in the making."""
    with scope(stage.system(), [stage.authority]):
        rows = Version.objects.filter(document=stage.documents[key], status__in=IN_WORK)
        return rows.select_related("document", "authority").get()


def _next(stage: Stage, key: str, row: Row, writer: str) -> None:
    actor = stage.actor(writer)
    version = actions.start_version(actor, document=fresh(stage, key), major=row.get("major", False))
    text = version.text
    for old, new in row.get("put", {}).items():
        if old not in text:
            raise LookupError(f"{key}: the text does not hold {old!r}")
        text = text.replace(old, new)
    if "add" in row:
        text = f"{text.rstrip()}\n\n{row['add']}\n"
    actions.save_draft(actor, version=version, text=text, base=version.revision)


def fresh(stage: Stage, key: str) -> Document:
    """The document as it stands now."""
    with scope(stage.system(), [stage.authority]):
        found: Document = Document.objects.select_related("authority").get(pk=stage.documents[key].pk)
    return found


def _submit(stage: Stage, key: str, _row: Row, writer: str) -> None:
    actions.submit(stage.actor(writer), version=_working(stage, key))


def _approve(stage: Stage, key: str, row: Row, _writer: str) -> None:
    version = _working(stage, key)
    actor = stage.actor(stage.holder(version.document.approve_role, clock.today()))
    actions.approve(actor, version=version, decision=row.get("decision", ""))


def _publish(stage: Stage, key: str, row: Row, writer: str) -> None:
    actions.publish(
        stage.actor(writer),
        version=_working(stage, key),
        changes=row.get("changes", ""),
        ask_again=row.get("ask_again", False),
    )


def _comment(stage: Stage, key: str, remark: Row) -> None:
    actions.comment(stage.actor(remark["who"]), version=_working(stage, key), text=remark["text"])


def _deviation(stage: Stage, row: Row) -> None:
    found: list[Deviation] = []
    stage.on(stage.day(row["asked"]), _ask_deviation, stage, row, found, hour=13, minute=25)
    if "decided" in row:
        stage.on(stage.day(row["decided"]), _decide_deviation, stage, row, found, hour=15, minute=45)


def _ask_deviation(stage: Stage, row: Row, found: list[Deviation]) -> None:
    asked = actions.ask_deviation(
        stage.actor(row["who"]),
        document=fresh(stage, row["document"]),
        rule=row["rule"],
        reason=row["reason"],
        compensation=row["compensation"],
        starts=stage.day(row["starts"]),
        ends=stage.day(row["ends"]),
    )
    found.append(asked)


def _decide_deviation(stage: Stage, row: Row, found: list[Deviation]) -> None:
    for deviation in found:
        actor = stage.actor(stage.holder("general_director", clock.today()))
        actions.decide_deviation(actor, deviation=deviation, approved=row["approved"], decision=row["decision"])


def _request(stage: Stage, row: Row) -> None:
    found: list[ReadingRequest] = []
    stage.on(stage.day(row["asked"]), _ask, stage, row, found, hour=20, minute=15)
    if "answered" in row:
        stage.on(stage.day(row["answered"]), _answer, stage, row, found, hour=11, minute=10)


def _ask(stage: Stage, row: Row, found: list[ReadingRequest]) -> None:
    asker = stage.actor(row["who"])
    found.append(actions.ask_reading(asker, authority=stage.authority, wanted=row["wanted"], purpose=row["purpose"]))


def _answer(stage: Stage, row: Row, found: list[ReadingRequest]) -> None:
    for request in found:
        who = stage.actor(row["by"])
        actions.answer_request(who, request=request, answer=row["answer"], reason=row["reason"], ground=row["ground"])


def _onsite(stage: Stage, row: Row) -> None:
    """Two people at one table: who opens shows the code, the reader types it, reads and closes."""
    document, reader = fresh(stage, row["document"]), stage.actor(row["who"])
    opened = actions.open_onsite(
        stage.actor(row["by"]), document=document, person=stage.persons[row["who"]], reason=row["reason"]
    )
    inspection: Inspection = actions.try_code(reader, inspection=opened.inspection, code=opened.code)
    with scope(stage.system(), [stage.authority]):
        version = Version.objects.select_related("document", "authority").get(
            document=document, status=VersionStatus.PUBLISHED
        )
    actions.read_inspected(reader, inspection=inspection, version=version)
    with clock.at(clock.now() + timedelta(minutes=25)):
        actions.end(reader, inspection=inspection)
