"""Verbs of a control: look at a month (again), enter a sample from paper, close.

The engine runs before the transaction, into a folder of its own; the rows and the name of that folder change in one transaction. A control
that is killed leaves the last good rows and files; what it left on disk goes away with the next one.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused, action, state
from roeland.ledger.verbs import check, fresh
from roeland.logs import crediting, effort, store
from roeland.logs.actions import keeping, looking
from roeland.logs.actions.paper import OnPaper, check_paper, keep_paper
from roeland.logs.actions.texts import text
from roeland.logs.actions.users import tie_again
from roeland.logs.facts.control import RunClosed, RunEntered, RunStarted
from roeland.logs.models import Case, Run
from roeland.logs.queries import cases as reads
from roeland.logs.queries import events, looks, rules, runs
from roeland.logs.queries.conditions import ready
from roeland.logs.queries.left_out import reason_of
from roeland.logs.queries.staleness import to_look_again
from roeland.logs.queries.terms import erased, in_term
from roeland.logs.rules import AUDIENCE, P, may_close, may_control, may_run, may_start
from roeland.logs.values import DECIDED, MINUTES, Kind, RunState, Scope
from roeland.scrutiny.writing import VERDICTS

TWICE = gettext_lazy("Iemand anders keek deze maand net opnieuw na. Kijk eerst wat er veranderde.")


def month_name(run: Run) -> str:
    """How facts call the month of a control."""
    return f"{run.month:%Y-%m}"


def _minutes(minutes: int) -> int:
    least, most = effort.data()["minutes"]["least"], effort.data()["minutes"]["most"]
    if not least <= minutes <= most:
        raise Invalid({"minutes": [_("Kies %(least)s tot %(most)s minuten.") % {"least": least, "most": most}]})
    return minutes


def start_run(actor: Actor, *, authority: Authority, month: date, minutes: int = MINUTES) -> Run:
    """Look at the consultations of a month (any day of it), or look again while its control is open; decisions stay. A closed sample from
    paper of that month stays as it is, beside this control. Accounts whose person came to the people room since are tied first.

    Raises NotAllowed; Invalid for the minutes; Refused while the conditions for controlling staff are not met, when the month is not
    over, was left out, or its control is closed, when somebody else looked again meanwhile, when there are no consultations, when the engine
    of now cannot use the rules of the authority, or when it cannot run (then nothing changed).
    """
    if not actor.holds(P.RUN, authority.pk):
        raise NotAllowed(P.RUN.code)
    first = month.replace(day=1)
    _minutes(minutes)
    check(ready(authority, first))
    with scope(actor, [authority]):
        check(may_control(reason_of(authority, first)))
        found, paper = (runs.of_month(authority, first, by_hand=by_hand) for by_hand in (False, True))
        check(may_start(found.state if found else "", first, clock.today()))
        check(in_term(authority.pk, first, erased=found is not None and erased(found)))
        if paper is not None and paper.state != RunState.CLOSED:
            raise Refused(_("Voor deze maand staat er al een steekproef op papier. Sluit die eerst af."))
        now = rules.current(authority)
        check(may_run(now.version, str(now.problem or "")))
        run_id = found.pk if found else uuid4()
        files = store.consult_files(authority.pk, *store.month(first))
        if not files:
            raise Refused(_("Er zijn geen raadplegingen van deze maand. Importeer eerst het logbestand."))
        with suppress(Refused):  # nobody new
            tie_again(Actor.system("logs", [authority.pk]), authority=authority)
        seed = (found.summary.get("seed") if found else "") or secrets.token_hex(16)
        before = events.folder(found) if found else None
        try:
            made = looking.look(authority, first, run_id, seed, minutes, now, before)
        except Exception as problem:
            if before and not _names(run_id, before.name):  # who was faster took these files away
                raise Refused(str(TWICE)) from problem
            raise
        try:
            return keep_run(actor, authority=authority, month=first, minutes=minutes, looked=made)
        except BaseException:
            if not _names(run_id, made.folder.name):
                shutil.rmtree(made.folder, ignore_errors=True)
            raise


def _names(run_id: UUID, files: str) -> bool:
    """Whether a control stands on these files; when nobody can say, they stay, and `leftovers.tidy` looks later."""
    try:
        return any(row.summary.get("files") == files for row in Run.objects.filter(pk=run_id))
    except DatabaseError:
        return True


@action(P.RUN, RunStarted)
def keep_run(actor: Actor, *, authority: Authority, month: date, minutes: int, looked: looking.Looked) -> Run:
    """Put what the engine found in the rows of the control, in one transaction; `start_run` is the way in."""
    row = Run.objects.select_for_update(of=("self",)).filter(authority=authority, month=month, by_hand=False).first()
    again = row is not None
    check(may_control(reason_of(authority, month)))
    check(may_start(row.state if row else "", month, clock.today()))
    check(in_term(authority.pk, month, erased=row is not None and erased(row)))
    row = row or Run(pk=looked.run_id, authority=authority, audience=AUDIENCE, month=month)
    if row.pk != looked.run_id:
        raise Refused(_("Iemand anders begon net dezelfde controle. Kijk eerst wat er staat."))
    if looked.beside != (events.folder(row).name if again else ""):
        raise Refused(str(TWICE))
    earlier, was = row.summary.get("looks", []), row.rules_version
    row.state, row.minutes, row.rules_version = RunState.OPEN, minutes, looked.rules_version
    row.started_at, row.started_by_id = clock.now(), actor.person_in(authority.pk)
    row.read_at = looked.read_at
    row.events, row.explained = looked.summary["events"], looked.summary["explained"]
    row.lacked = looked.lacked
    row.scope = Scope.LIMITED if looked.missing or Kind.STAFF in looked.lacked else Scope.FULL
    verdicts = looked.folder / VERDICTS
    row.summary = {name: looked.summary[name] for name in looking.KEPT if name in looked.summary} | {
        "files": looked.folder.name,
        "seed": looked.seed,
        "verdicts_sha256": hashlib.sha256(verdicts.read_bytes()).hexdigest(),
        "standing": looked.standing,
        "missing_days": [day.isoformat() for day in looked.missing],
    }
    crediting.give(row, looked.credit)
    row.save()
    kept = keeping.keep(row, looked.folder, looked.teams, looked.drawn, looked.size)
    change = looks.Look.of(kept, looked.changed, row.started_at, rules="" if was == row.rules_version else was)
    if again:
        row.summary = row.summary | {"looks": [*earlier, change.data()], "new": [str(pk) for pk in kept.named]}
        row.save(update_fields=["summary"])
    transaction.on_commit(lambda: forget_attempts(row), robust=True)
    state(
        RunStarted(
            about=row,
            month=month_name(row),
            events=row.events,
            explained=row.explained,
            cases=row.cases,
            cut=row.cut,
            sampled=row.sampled,
            rules_version=row.rules_version,
            again=again,
            **(change.stated() if again else {}),
            verdicts_sha256=row.summary["verdicts_sha256"],
        )
    )
    return row


def forget_attempts(run: Run) -> None:
    """Delete the files of other attempts: of before, or left by one that was killed."""
    for path in events.runs_root(run).iterdir():
        if path.name != run.summary["files"] and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


@action(P.RUN, RunEntered)
def enter_paper_run(actor: Actor, *, authority: Authority, month: date, lines: list[OnPaper]) -> Run:
    """Write down a sample that was taken from paper: the control of a month without a file. It closes as *beperkte controle*.

    Raises Invalid without a line, for a consultation outside the month, about oneself, without person and account, with a number that is none, or
    a fault without a word of why; Refused while the
    conditions are not met, or when the month has a control or was left out.
    """
    first = month.replace(day=1)
    check(ready(authority, first))
    check(may_start("", first, clock.today()))
    check(in_term(authority.pk, first))
    check(may_control(reason_of(authority, first)))
    if runs.of_month(authority, first) is not None:
        raise Refused(_("Voor deze maand is er al een controle."))
    if store.consult_files(authority.pk, first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)):
        raise Refused(_("Van deze maand is er een logbestand. Start de gewone controle."))
    check_paper(actor, authority.pk, lines, events.moments(first))
    row = Run(
        authority=authority,
        audience=AUDIENCE,
        month=first,
        by_hand=True,
        state=RunState.OPEN,
        scope=Scope.LIMITED,
        events=len(lines),
        explained=sum(1 for line in lines if line.right),
        sampled=len(lines),
        lacked=[Kind.CONSULT.value],
        started_at=clock.now(),
        started_by_id=actor.person_in(authority.pk),
    )
    row.save()
    keep_paper(row, actor.person_in(authority.pk), lines)
    state(RunEntered(about=row, month=month_name(row), sampled=len(lines)))
    return row


def close_run(actor: Actor, *, run: Run, conclusion: str, spent: int) -> Run:
    """Close a control with its conclusion and the minutes it took. Asked cases and those that the minutes did not reach may stay open. What its
    decisions explain is counted first, whether or not somebody looked again after them.

    Raises Refused while a shown case or a piece of the sample waits for the closer, when something it read was withdrawn since, and when the
    engine cannot run; Invalid without a conclusion; NotAllowed.
    """
    if not actor.holds(P.RUN, run.authority_id):
        raise NotAllowed(P.RUN.code)
    return keep_closed(actor, run=run, conclusion=conclusion, spent=spent, credit=looking.credited(run))


@action(P.RUN, RunClosed)
def keep_closed(actor: Actor, *, run: Run, conclusion: str, spent: int, credit: crediting.Credit | None) -> Run:
    """Put the end of a control in its row, in one transaction; `close_run` is the way in. `credit`: None leaves what was counted before."""
    row = fresh(run, "authority")
    counts = reads.counts(actor, row)
    stale, drawn_left = to_look_again(row), reads.sample_to_do(actor, row)
    check(may_close(row.state, cases=counts["beslissen"], sample=drawn_left, stale=stale))
    row.conclusion = text("conclusion", conclusion, ask=_("Schrijf in een zin wat je besluit."), longest=5000)
    if not 1 <= spent <= effort.data()["minutes"]["most"]:
        raise Invalid({"spent": [_("Geef de minuten die je eraan werkte.")]})
    if credit is not None:
        if credit.made != crediting.made(row.pk):
            raise Refused(_("Er is net nog iets beslist. Sluit de controle opnieuw af."))
        crediting.give(row, credit)
    drawn, checked, wrong = runs.sample_counts(row)
    decided = Case.objects.filter(run=row, state__in=DECIDED).count()
    row.spent, row.state, row.cut = (
        spent,
        RunState.CLOSED,
        reads.unseen(row),
    )  # some of them were decided since it began
    row.closed_at, row.closed_by_id = clock.now(), actor.person_in(row.authority_id)
    row.summary = row.summary | {"sample": {"drawn": drawn, "checked": checked, "wrong": wrong}, "decided": decided}
    row.save()
    state(
        RunClosed(
            about=row,
            month=month_name(row),
            scope=Scope(row.scope).label,
            minutes=spent,
            explained=row.explained,
            by_decision=row.by_decision,
            decided=decided,
            still_open=row.cases - decided,
            cut=row.cut,
            sampled=checked,
            wrong=wrong,
            conclusion=row.conclusion,
        )
    )
    return row


def last_month(today: date) -> date:
    """The first day of the month before this one."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
