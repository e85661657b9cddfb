"""What steers: advice with its answers, objectives with their figures, contacts, messages, files of mandates, the management report."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any

from roeland.cli.demonstration import sittings, story
from roeland.cli.demonstration.stage import Stage
from roeland.governance import actions
from roeland.governance.models import (
    Advice,
    Certificate,
    Indicator,
    ManagementReport,
    MandateFile,
    Message,
    Objective,
    PlannedTraining,
    Quote,
)
from roeland.governance.values import AdviceText, OptionText, Source
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.people.models import Mandate

Row = Mapping[str, Any]
OFFICER, DIRECTOR = "dina", "general_director"


def plan_all(stage: Stage) -> None:
    """Put all of it on the calendar; what begins before the story is left out with what follows from it."""
    told = stage.tell("counsel")
    for row in told["advice"]:
        _advice(stage, row)
    for row in told["objectives"]:
        if stage.within(stage.day(row["set"])):
            stage.on(stage.day(row["set"]), _objective, stage, row, hour=14, minute=40)
    first = story.next_working(stage.start.replace(day=28))
    stage.on(first, _contacts, stage, told["contacts"], hour=13, minute=50)
    for row in told["messages"]:
        stage.on(stage.day(row["planned"]), _message, stage, row, hour=10, minute=50)
    for row in told["files"]:
        stage.on(stage.day(row["opened"]), _file, stage, row, hour=11, minute=45)
    if "management" in told and stage.start <= told["management"]["first"]:
        _management(stage, told["management"])


def _director(stage: Stage) -> Any:
    return stage.actor(stage.holder(DIRECTOR, clock.today()))


def _advice(stage: Stage, row: Row) -> None:
    found: list[Advice] = []
    given = stage.day(row["given"])
    if not stage.within(given):
        return
    stage.on(given, _give, stage, row, found, hour=16, minute=35)
    if "answered" in row:
        stage.on(stage.day(row["answered"]), _answer, stage, row, found, hour=9, minute=15)
    for quoted in row.get("quotes", ()):
        stage.on(stage.day(quoted["day"]), _quote, stage, quoted, found, hour=14, minute=5)
    if "chosen" in row:
        stage.on(stage.day(row["chosen"]["day"]), _choose, stage, row["chosen"], found, hour=14, minute=50)
    if "closed" in row:
        stage.on(stage.day(row["closed"]), _close, stage, row, found, hour=15, minute=30)


def _give(stage: Stage, row: Row, found: list[Advice]) -> None:
    officer = stage.actor(OFFICER)
    options = tuple(
        OptionText(o["title"], once=Decimal(o["once"]), yearly=Decimal(o.get("yearly", 0)), days=Decimal(o["days"]))
        for o in row.get("options", ())
    )
    asked = row.get("asked_on")
    wording = AdviceText(
        title=row["title"],
        to_role=row["to"],
        solicited=row.get("solicited", False),
        asked_by=row.get("asked_by", ""),
        asked_on=stage.day(asked) if asked is not None else None,
        question=row.get("question", ""),
        facts=row["facts"],
        considerations=row["considerations"],
        recommendation=row["recommendation"],
        options=options,
        preferred=row.get("preferred", 0),
    )
    advice = actions.draft(officer, authority=stage.authority, wording=wording)
    found.append(actions.give(officer, advice=advice))


def _answer(stage: Stage, row: Row, found: list[Advice]) -> None:
    for advice in found:
        answered = actions.answer(_director(stage), advice=advice, answer=row["answer"], reason=row.get("reason", ""))
        for task in row.get("follow", ()):
            made = actions.follow_up(
                stage.actor(OFFICER),
                advice=answered,
                title=task["title"],
                due=task["due"],
                person=stage.persons[task["who"]],
            )
            stage.on(task["done"], partial(sittings.carry_out, stage, made, task["who"]), hour=16, minute=45)


def _quote(stage: Stage, row: Row, found: list[Advice]) -> None:
    """A supplier answered: the quote as a file beside the advice."""
    words = f"Offerte van {row['supplier']}\n\nEenmalig: {row['once']} euro\nPer jaar: {row['yearly']} euro\n{row['note']}\n"
    for advice in found:
        actions.keep_quote(
            stage.actor(row["by"]),
            advice=advice,
            supplier=row["supplier"],
            quoted_on=clock.today(),
            valid_until=stage.day(row["valid"]),
            once=Decimal(str(row["once"])),
            yearly=Decimal(str(row["yearly"])),
            option=row["option"],
            note=row["note"],
            content=BytesIO(words.encode()),
            name="offerte.txt",
        )


def _choose(stage: Stage, row: Row, found: list[Advice]) -> None:
    for advice in found:
        with scope(stage.system(), [stage.authority]):
            quote = Quote.objects.get(advice=advice, supplier=row["supplier"])
        actions.choose_quote(stage.actor(row["by"]), advice=advice, quote=quote, reason=row["reason"])


def _close(stage: Stage, row: Row, found: list[Advice]) -> None:
    for advice in found:
        actions.close(stage.actor(OFFICER), advice=advice, note=row["note"])


def _objective(stage: Stage, row: Row) -> None:
    officer = stage.actor(OFFICER)
    objective = actions.set_objective(
        officer,
        authority=stage.authority,
        title=row["title"],
        target=row["target"],
        due=row["due"],
        serves=row.get("serves", ""),
        owner=stage.persons[row["owner"]] if "owner" in row else None,
    )
    for wanted in row["indicators"]:
        indicator = actions.add_indicator(
            officer,
            objective=objective,
            title=wanted["title"],
            direction=wanted["direction"],
            source=wanted.get("source", Source.HAND.value),
            unit=wanted.get("unit", ""),
            target=Decimal(wanted["target"]),
        )
        for day, value in wanted.get("values", {}).items():
            stage.on(day, _measure, stage, indicator, Decimal(value), hour=15, minute=15)
        if "source" in wanted:
            _monthly(stage, indicator)
    if "reached" in row:
        stage.on(row["reached"], _reached, stage, objective, row["note"], hour=16, minute=10)


def _measure(stage: Stage, indicator: Indicator, value: Decimal) -> None:
    actions.measure(stage.actor(OFFICER), indicator=indicator, value=value)


def _monthly(stage: Stage, indicator: Indicator) -> None:
    """The worker asks the control plan on the first of each month."""
    year, month = clock.today().year, clock.today().month
    while (first := date(year + month // 12, month % 12 + 1, 1)) < stage.today:
        stage.on(first, _automatic, stage, indicator, hour=6, minute=30)
        year, month = first.year, first.month


def _automatic(stage: Stage, indicator: Indicator) -> None:
    try:
        actions.measure_automatically(stage.system("worker"), indicator=indicator)
    except Refused:
        return  # nothing was due yet that year: the worker leaves it too


def _reached(stage: Stage, objective: Objective, note: str) -> None:
    actions.close_objective(stage.actor(OFFICER), objective=objective, status="reached", note=note)


def _contacts(stage: Stage, rows: list[Row]) -> None:
    for row in rows:
        actions.add_contact(stage.actor(OFFICER), authority=stage.authority, **row)


def _message(stage: Stage, row: Row) -> None:
    message = actions.plan_message(
        stage.actor(OFFICER),
        authority=stage.authority,
        title=row["title"],
        receivers=row["receivers"],
        channel=row["channel"],
        due=stage.day(row["due"]),
        owner=stage.persons[row["owner"]],
    )
    if "done" in row:
        stage.on(stage.day(row["done"]), _sent, stage, message, row["owner"], hour=14, minute=20)


def _sent(stage: Stage, message: Message, who: str) -> None:
    actions.finish_message(stage.actor(who), message=message)


def _file(stage: Stage, row: Row) -> None:
    """Opened by the director; its holder keeps certificates and training."""
    with scope(stage.system(), [stage.authority]):
        mandate = Mandate.objects.get(authority=stage.authority, person=stage.persons[row["who"]], role=row["role"])
    file = actions.open_file(_director(stage), mandate=mandate, hours_per_year=row["hours"])
    holder = stage.actor(row["who"])
    actions.declare(holder, file=file, incompatibilities=row["declared"])
    for kept in row["certificates"]:
        expires = stage.day(kept["expires"])
        obtained = kept["obtained"]
        if obtained <= clock.today():
            _certificate(stage, file, row["who"], kept, expires)
        else:
            stage.on(obtained, _certificate, stage, file, row["who"], kept, expires, hour=17, minute=25)
    for planned in row.get("plan", ()):
        stage.on(stage.day(planned["planned"]), _plan, stage, file, row["who"], planned, hour=9, minute=50)
    for done in row["trainings"]:
        stage.on(done["day"], _training, stage, file, row["who"], done, hour=17, minute=40)


def _certificate(stage: Stage, file: MandateFile, who: str, row: Row, expires: date) -> None:
    actions.keep_certificate(
        stage.actor(who),
        file=file,
        title=row["title"],
        obtained_on=row["obtained"],
        expires_on=expires,
        issuer=row["issuer"],
    )


def _training(stage: Stage, file: MandateFile, who: str, row: Row) -> None:
    hours = Decimal(str(row["hours"]))
    actions.record_training(stage.actor(who), file=file, title=row["title"], day=row["day"], hours=hours)


def _plan(stage: Stage, file: MandateFile, who: str, row: Row) -> None:
    """A training in the plan; one that renews is for the only certificate in the file. Built for an earlier day, it may come too late."""
    due = stage.day(row["due"])
    if due < clock.today():
        return
    with scope(stage.system(), [stage.authority]):
        renews = Certificate.objects.filter(file=file).first() if row.get("renews") else None
    planned = actions.plan_training(
        stage.actor(who),
        file=file,
        title=row["title"],
        provider=row.get("provider", ""),
        due=due,
        hours=Decimal(str(row["hours"])),
        cost=Decimal(str(row["cost"])),
        renews=renews,
    )
    if "followed" in row:
        stage.on(row["followed"], _followed, stage, planned, who, hour=17, minute=45)


def _followed(stage: Stage, planned: PlannedTraining, who: str) -> None:
    actions.follow_training(stage.actor(who), planned=planned, day=clock.today())


def _management(stage: Stage, row: Row) -> None:
    found: list[ManagementReport] = []
    stage.on(row["begun"], _begin, stage, row, found, hour=9, minute=40)
    stage.on(row["frozen"], _freeze, stage, found, hour=16, minute=50)


def _begin(stage: Stage, row: Row, found: list[ManagementReport]) -> None:
    officer = stage.actor(OFFICER)
    report = actions.begin_report(
        officer, authority=stage.authority, title=row["title"], first=row["first"], last=row["last"]
    )
    for section, words in row["words"].items():
        actions.write_report(officer, report=report, section=section, words=words)
    found.append(report)


def _freeze(stage: Stage, found: list[ManagementReport]) -> None:
    for report in found:
        actions.freeze_report(stage.actor(OFFICER), report=report)
