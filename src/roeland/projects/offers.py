"""What this room offers to others through `kernel.offers`: to sign, since a visit, on Vandaag, in the management report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.offers import AgendaPoint, Happening, Line, Topic, ToSign
from roeland.projects import actions, words
from roeland.projects.models import Intake, Milestone, Project
from roeland.projects.queries import portfolio
from roeland.projects.queries.year import costs_in_year
from roeland.projects.rules import P
from roeland.projects.values import Dpia, Status
from roeland.ui import dates
from roeland.ui.dates import plural

ORDER = 60
BODIES = frozenset({"security_service", "management_team"})
SHORT = 220  # letters of a line on the Tekenmap


def address(row: Project) -> str:
    """The page of a project; its row comes with the authority."""
    return f"/{row.authority.slug}/projecten/{row.pk}/"


def signing(actor: Actor, authority_ids: Sequence[UUID]) -> list[ToSign]:
    """Projects that wait for approval, for who approves. Eight statements, however many authorities."""
    approves = [place for place in authority_ids if actor.holds(P.APPROVE, place)]
    rows = portfolio.waiting(approves) if actor.is_person and approves else []
    if not rows:
        return []
    reads = [place for place in approves if actor.holds(P.MONEY_SEE, place)]
    found = portfolio.lines(rows, money_in=reads)
    latest: dict[UUID, Intake] = {}
    for intake in Intake.objects.filter(project__in=rows).order_by("round"):
        latest[intake.project_id] = intake
    plans = portfolio.plans_of(rows)
    return [_to_sign(line, latest.get(line.project.pk), plans[line.project.pk]) for line in found]


def _to_sign(line: portfolio.ProjectLine, intake: Intake | None, plan: list[tuple[str, str]]) -> ToSign:
    row = line.project
    reading = [(_("Waarover het gaat"), row.summary), (_("Waarvoor het dient"), row.serves)]
    if intake is not None and intake.dpia:
        reading.append((_("Intake"), _dpia(intake)))
    if row.no_advice:
        reading.append((_("Zonder advies van de functionaris"), row.no_advice))
    reading += [(_("Veiligheidsplan: %(part)s") % {"part": part}, text) for part, text in plan]
    return ToSign(
        key=f"projects:project:{row.pk}",
        title=_("Project %(number)s: %(title)s") % {"number": row.number, "title": row.title},
        what=_first(row.summary or row.serves or row.title),
        cost=_cost(line),
        otherwise=_("Het project start niet en blijft in de portefeuille staan als intake."),
        url=address(row),
        since=row.presented_on or row.proposed_on,
        authority_id=row.authority_id,
        sign=partial(_approve, row),
        send_back=partial(_send_back, row),
        audience=row.audience,
        reading=tuple((heading, text) for heading, text in reading if text),
        sign_label=_("Project goedkeuren"),
        back_label=_("Teruggeven"),
    )


def _dpia(intake: Intake) -> str:
    told = _("Voorstel van Roeland: %(dpia)s.") % {"dpia": Dpia(intake.dpia).label}
    if intake.advised_on:
        needed = Dpia.NEEDED if intake.advice_needed else Dpia.NOT
        told += " " + _("Advies van de functionaris: %(dpia)s. %(text)s") % {
            "dpia": needed.label,
            "text": intake.advice,
        }
    return told


def _cost(line: portfolio.ProjectLine) -> str:
    """What is paid once and what comes back each year, as the business case and the money pages count it."""
    told = words.once_and_yearly(line.once, line.yearly)
    if line.days_planned:
        told.append(words.person_days(line.days_planned))
    return f"{dates.capital(dates.join_nl(told))}." if told else _("Er is nog geen kost geschreven.")


def _first(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else f"{flat[:SHORT].rsplit(' ', 1)[0]} …"


def _approve(row: Project, actor: Actor, note: str) -> None:
    actions.approve(actor, project=row, note=note)


def _send_back(row: Project, actor: Actor, reason: str) -> None:
    actions.send_back(actor, project=row, reason=reason)


def agenda(actor: Actor, authority_id: UUID, body_kind: str, _since: date | None) -> list[AgendaPoint]:
    """Projects that wait for approval and milestones that are late, for the security service and the management team. Two statements."""
    if body_kind not in BODIES or not actor.holds(P.SEE, authority_id):
        return []
    day = clock.today()
    waits = [
        Line(title=str(row), url=address(row), note=_("wacht op goedkeuring"), state="review", on=row.presented_on)
        for row in portfolio.waiting([authority_id])
    ]
    late = [_milestone(row) for row in portfolio.due_milestones([authority_id], day) if row.due < day]
    if not waits and not late:
        return []
    told = [dates.plural(len(waits), _("wacht op goedkeuring"), _("wachten op goedkeuring"))] if waits else []
    told += [dates.plural(len(late), _("mijlpaal te laat"), _("mijlpalen te laat"))] if late else []
    return [
        AgendaPoint(
            key="projects:open", title=_("Projecten"), note=dates.join_nl(told), lines=(*waits, *late), order=ORDER - 5
        )
    ]


def today(actor: Actor, authority_ids: Sequence[UUID]) -> list[Line]:
    """Milestones late or within two weeks, for the leader of the project and for who steers projects. One statement."""
    places = [place for place in authority_ids if actor.holds(P.SEE, place)]
    if not places:
        return []
    rows = portfolio.due_milestones(places, clock.today())
    return [_milestone(row) for row in rows if _concerns(actor, row)]


def _concerns(actor: Actor, row: Milestone) -> bool:
    """Its leader; without a leader, and once it is late, who edits projects too."""
    if row.project.leader_id in actor.person_ids:
        return True
    late = row.due < clock.today()
    return (late or row.project.leader_id is None) and actor.holds(P.EDIT, row.authority_id)


def _milestone(row: Milestone) -> Line:
    day = clock.today()
    state = "late" if row.due < day else "today" if row.due == day else "planned"
    url = f"/{row.authority.slug}/projecten/{row.project_id}/"
    note = f"{_('mijlpaal van')} {row.project.number}"
    return Line(title=row.title, url=url, note=note, state=state, on=row.due, authority_id=row.authority_id)


def since(_actor: Actor, authority_id: UUID, moment: datetime) -> list[Happening]:
    """What became of projects since a moment: approved, over, milestones reached. Two statements."""
    day = clock.local(moment).date()
    found: list[Happening] = []
    for row in portfolio.projects([authority_id]):
        if row.ended_on and row.ended_on >= day:
            found.append(_happened(row, Status(row.status).label, row.ended_on))
        elif row.approved_on and row.approved_on >= day:
            found.append(_happened(row, Status.APPROVED.label, row.approved_on))
    reached = Milestone.objects.filter(authority_id=authority_id, done_on__gte=day).select_related(
        "project", "authority"
    )
    for one in reached.order_by("done_on", "title"):
        title = _("mijlpaal van %(number)s gehaald: %(title)s") % {"number": one.project.number, "title": one.title}
        url = f"/{one.authority.slug}/projecten/{one.project_id}/"
        found.append(Happening(kind="done", line=Line(title=title, url=url, on=one.done_on)))
    return found


def _happened(row: Project, word: str, on: date) -> Happening:
    title = _("project %(number)s %(title)s: %(word)s") % {"number": row.number, "title": row.title, "word": word}
    return Happening(kind="done", line=Line(title=title, url=address(row), on=on))


def topics(actor: Actor, authority_id: UUID, first: date, last: date) -> list[Topic]:
    """Projects and money of the period, for the management report; money only for who reads it."""
    if not actor.holds(P.SEE, authority_id):
        return []
    found = portfolio.lines(portfolio.of_period(authority_id, first, last))
    topics = [_projects(found)]
    if actor.holds(P.MONEY_SEE, authority_id):
        topics.append(_money(Authority.everything.get(pk=authority_id), last.year))
    return topics


def _projects(found: list[portfolio.ProjectLine]) -> Topic:
    if not found:
        sentence = _("In deze periode stond geen project in de portefeuille.")
    else:
        counts = [(status, sum(line.project.status == status for line in found)) for status in Status]
        told = dates.join_nl([f"{dates.number(n)} {status.label}" for status, n in counts if n])
        head = dates.capital(plural(len(found), "project", "projecten", words=True))
        sentence = _("%(head)s in de portefeuille: %(told)s.") % {"head": head, "told": told}
        late = sum(len(line.late(clock.today())) for line in found)
        if late:
            sentence += " " + _("Te laat: %(n)s.") % {"n": plural(late, "mijlpaal", "mijlpalen", words=True)}
    lines = tuple(
        Line(title=str(line.project), url=address(line.project), note=Status(line.project.status).label)
        for line in found
    )
    return Topic(key="projects", title=_("Projecten"), sentence=sentence, lines=lines, order=ORDER)


def _money(authority: Authority, year: int) -> Topic:
    """Shares and no amounts: the frozen report is read by more people than who reads money."""
    found = costs_in_year(authority, year).money
    if not found.available:
        sentence = _("Voor %(year)s is nog geen budget voor informatieveiligheid toegekend.") % {"year": year}
    else:
        sentence = _("Van het budget %(year)s is %(spent)s uitgegeven. Gepland is %(planned)s ervan.") % {
            "year": year,
            "spent": dates.percent(float(found.spent), float(found.available)),
            "planned": dates.percent(float(found.planned), float(found.available)),
        }
    return Topic(key="money", title=_("Kosten en budget"), sentence=sentence, order=ORDER + 1)
