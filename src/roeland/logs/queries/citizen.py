"""Who looked at one citizen, when and why: read from Parquet by pseudonym, with what each control found. Nothing of it is kept."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import duckdb
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.logs import overlap, store
from roeland.logs.library import add_months
from roeland.logs.models import Case, Run, SampleItem
from roeland.logs.queries import events
from roeland.logs.queries.rules import Used, used_by
from roeland.logs.queries.sight import whole
from roeland.logs.queries.ties import Services
from roeland.logs.values import PAPER, CaseState, SampleVerdict
from roeland.scrutiny.rulebook import Rulebook
from roeland.scrutiny.writing import VERDICTS
from roeland.ui import dates

LONGEST = 3660  # days that one letter goes back


@dataclass(frozen=True)
class Look:
    """One consultation as the citizen is told of it: no name of a worker. `explained`: something that was registered explains it; None when
    no control read it, or what it found is erased."""

    at: datetime
    service: str
    team: str
    why: str
    explained: bool | None


def looks(authority: Authority, pseudonym: int, first: date, last: date) -> list[Look]:
    """Every consultation of one citizen on the local days from `first` to `last`, both included, in order of time; those that were looked
    at on paper too."""
    files = store.consult_files(authority.pk, first, last)
    within = clock.at_local(first), clock.at_local(_next(last))
    with whole(authority.pk):
        by = overlap.order(authority.pk)
        found, twins = _of_citizen(files, pseudonym, *within, by) if files else ([], {})
        teams = Services(authority.pk, {row[2] for row in found})
        runs = {
            run.month: run
            for run in Run.objects.filter(authority=authority, by_hand=False, month__range=(first.replace(day=1), last))
        }
        judged = _found(list(runs.values()), pseudonym, twins)
    said = _verdicts(runs, found, twins)
    books = used_by(runs.values())
    shown = [
        _look(
            row, teams.on(row[2], clock.local(row[1]).date()), runs.get(_month(row[1])), said.get(row[0]), books, judged
        )
        for row in found
    ]
    return sorted(_once(shown, _on_paper(authority, pseudonym, within)), key=lambda one: one.at)


def covered(authority: Authority, first: date, last: date) -> str:
    """Which days of a period the files are about: of other days nobody can say that nobody looked. No statement."""
    found = sorted(day for day in store.days(authority.pk) if first <= day <= last)
    if not found:
        return _("Over deze dagen heeft het bestuur geen logbestanden.")
    ends = [dates.sentence_date(day, weekday=False) for day in (found[0], found[-1])]
    words = _("De logbestanden die het bestuur van deze periode heeft, gaan van %(first)s tot en met %(last)s.")
    told, there, lacking = words % {"first": ends[0], "last": ends[1]}, {day.replace(day=1) for day in found}, []
    month = found[0].replace(day=1)
    while month < found[-1]:
        lacking += [f"{dates.month_name(month)} {month.year}"] if month not in there else []
        month = add_months(month, 1)
    if lacking:
        told += " " + _("Over %(months)s is er geen logbestand.") % {"months": dates.join_nl(lacking)}
    return told


def _once(by_file: list[Look], on_paper: list[Look]) -> list[Look]:
    """A consultation that was looked at on paper and stands in a file too (the minute says that it is the same one) is told once: what was
    found on paper goes before what no control read, and before an explanation that it contradicts."""
    found = list(by_file)
    for paper in on_paper:
        minute = paper.at.replace(second=0, microsecond=0)
        same = next((one for one in found if one.at.replace(second=0, microsecond=0) == minute), None)
        if same is None:
            found.append(paper)
        elif same.explained is None or (same.explained and not paper.explained):
            found[found.index(same)] = paper
    return found


def _on_paper(authority: Authority, pseudonym: int, within: tuple[datetime, datetime]) -> list[Look]:
    """What was looked at on paper, where the number was copied."""
    with whole(authority.pk):
        rows = SampleItem.objects.filter(
            authority=authority, citizen=pseudonym, explained_by=PAPER, at__gte=within[0], at__lt=within[1]
        )
        found = list(rows.values_list("at", "service", "user__user_id", "verdict"))
        teams = Services(authority.pk, {row[2] for row in found})
    right = _("Nagekeken op papier, en er was een reden voor.")
    wrong = _("Nagekeken op papier. Er werd geen reden gevonden.")
    return [
        Look(
            at,
            service,
            teams.on(user, clock.local(at).date()),
            right if verdict == SampleVerdict.RIGHT else wrong,
            verdict == SampleVerdict.RIGHT,
        )
        for at, service, user, verdict in found
    ]


Row = tuple[str, datetime, str, str]  # number, moment, user, service


Twins = dict[str, list[str]]  # number -> those of other sources that are the same consultation


def _of_citizen(
    files: list[Path], pseudonym: int, start: datetime, end: datetime, by: list[UUID]
) -> tuple[list[Row], Twins]:
    """Each consultation once, by the number of the first source that delivered it."""
    twins: Twins = {}
    with closing(duckdb.connect(config={"threads": 2})) as con:
        con.execute("SET temp_directory = ''; SET TimeZone = 'UTC'")
        overlap.lay(con, overlap.parts_of(files), by, pseudonym)
        for event, kept in con.execute("SELECT event_id::VARCHAR, kept::VARCHAR FROM twice ORDER BY ALL").fetchall():
            twins.setdefault(kept, []).append(event)
        rows = con.execute(
            "SELECT CAST(event_id AS VARCHAR), epoch_us(min(ts)), min(user_id), min(service) FROM read_parquet(?, union_by_name = true) "
            "ANTI JOIN twice USING (event_id) WHERE citizen = ? AND epoch_us(ts) >= ? AND epoch_us(ts) < ? GROUP BY event_id ORDER BY 2, 1",
            [[str(path) for path in files], pseudonym, events.micros(start), events.micros(end)],
        ).fetchall()
    return [(event, events.moment_of(at), user or "", service or "") for event, at, user, service in rows], twins


def _verdicts(runs: dict[date, Run], found: list[Row], twins: Twins) -> dict[str, str]:
    """Number of the consultation -> id of the explanation, out of the files of each control, which may have counted it with another source."""
    said: dict[str, str] = {}
    for month, run in runs.items():
        path = events.folder(run) / VERDICTS
        mine = [row[0] for row in found if _month(row[1]) == month]
        wanted = [one for event in mine for one in (event, *twins.get(event, ()))]
        if wanted and run.summary.get("files") and path.is_file():
            with closing(duckdb.connect(config={"threads": 2})) as con:
                said |= dict(
                    con.execute(
                        "SELECT CAST(event_id AS VARCHAR), coalesce(explained_by, '') FROM read_parquet(?) "
                        "WHERE list_contains(?, CAST(event_id AS VARCHAR))",
                        [str(path), wanted],
                    ).fetchall()
                )
    for event, others in twins.items():
        for one in others:
            if event not in said and one in said:
                said[event] = said[one]
    return said


@dataclass(frozen=True)
class Found:
    """What people found about the consultations of one citizen. `cases`: (user, month) -> state; `wrong`: (control, number) of what was drawn
    and had a wrong reason; `erased`: controls past their term."""

    cases: dict[tuple[str, date], str]
    wrong: set[tuple[UUID, str]]
    erased: set[UUID]


def _found(runs: list[Run], pseudonym: int, twins: Twins) -> Found:
    kept = {one: event for event, others in twins.items() for one in others}
    about = Case.objects.filter(run__in=runs, citizen=pseudonym, blanked_at=None)
    wrong = SampleItem.objects.filter(run__in=runs, citizen=pseudonym, verdict=SampleVerdict.WRONG)
    erased = Case.objects.filter(run__in=runs).exclude(blanked_at=None)
    return Found(
        {(user, month): state for user, month, state in about.values_list("user__user_id", "run__month", "state")},
        {
            pair
            for run, event in wrong.values_list("run", "event")
            for pair in ((run, event), (run, kept.get(event, event)))
        },
        set(erased.values_list("run", flat=True))
        | {run.pk for run in runs if run.summary.get("files") and not (events.folder(run) / VERDICTS).is_file()},
    )


def _look(row: Row, team: str, run: Run | None, rule: str | None, books: dict[UUID, Used], found: Found) -> Look:
    """One consultation with what was found. `rule`: empty when nothing explains it, None when no control read it."""
    event, at, user, service = row
    if run is None:
        return Look(at, service, team, _("De controle van deze maand gebeurde nog niet."), None)
    if run.pk in found.erased:
        return Look(at, service, team, _("De bewaartermijn van de controle is voorbij. Wat ze vond, is gewist."), None)
    if rule is None:
        return Look(at, service, team, _("Van deze raadpleging is niet nagegaan of er een reden voor was."), None)
    state = found.cases.get((user, run.month), "")
    why, explained = _said(rule, state, books[run.pk].book, wrong=(run.pk, event) in found.wrong)
    return Look(at, service, team, why, explained)


def _said(rule: str, state: str, book: Rulebook, *, wrong: bool) -> tuple[str, bool]:
    """What a control says of a consultation, and whether it is explained: the word of a person goes before that of a rule."""
    if state == CaseState.INCIDENT:
        return _("Nagekeken. Ze wordt als incident behandeld."), False
    if wrong:
        return _("Nagekeken. De reden die geregistreerd is, klopt niet."), False
    if rule:
        known = (one.sentence for one in book.explanations if one.id == rule)
        return next(known, _("Een registratie verklaart deze raadpleging.")), True
    if state == CaseState.JUSTIFIED:
        return _("Nagekeken, en er was een reden voor."), True
    return (_("Ze wordt nog nagekeken.") if state else _("Er is geen reden geregistreerd.")), False


def _month(at: datetime) -> date:
    return clock.local(at).date().replace(day=1)


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
