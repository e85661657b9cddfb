"""What this room offers to the pages of others: Vandaag, agendas, what happened since a visit, the management report. Outside Vandaag
figures only: no worker, no citizen, no reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.offers import AgendaPoint, Happening, Line, Topic
from roeland.kernel.scope import scope
from roeland.logs import beginning, effort, questions
from roeland.logs.models import Case, Conditions, Opening, Run, SampleItem
from roeland.logs.queries import rules, staff
from roeland.logs.queries.cases import TO_DECIDE, WAITS, cannot_answer, held_up, line_of, mine
from roeland.logs.queries.figures import few, rough_share
from roeland.logs.queries.judging import about
from roeland.logs.queries.runs import counting
from roeland.logs.rules import P
from roeland.logs.values import GONE, CaseState, RunState, Scope, alias
from roeland.ui import dates

BODIES = frozenset({"security_service", "management_team", "special_committee"})  # of meetings/data/bodies.yaml
ANSWER_MINUTES = 5


def today(actor: Actor, authority_ids: Sequence[UUID]) -> list[Line]:
    """Questions to answer, mandates to use or to give, cases to decide, months and controls to begin and to finish, conditions that lack, rules
    that wait for a second person, whom to invite so that they can answer. At most eighteen statements."""
    ids = list(authority_ids)
    places = list(rules.with_drafts(Authority.everything.filter(pk__in=ids)))
    slugs = {place.pk: place.slug for place in places}
    lines = [
        Line(
            title=_("Een vraag over raadplegingen beantwoorden"),
            url=f"/{slugs[row.authority_id]}/logcontrole/vragen/{row.pk}/",
            note=_("%(what)s, %(until)s, een vraag om uitleg, geen verhoor")
            % {
                "what": questions.subject(row.events, row.first_at, row.last_at, alias(row.citizen)),
                "until": _("geen termijn zolang je afwezig bent")
                if row.held_at
                else _("tegen %(day)s") % {"day": dates.sentence_date(row.due, year=False)},
            },
            state="late" if row.overdue(clock.today()) else "today",
            on=row.due
            if row.overdue(clock.today())
            else None,  # it stands among what is for now, however long the term
            action=_("Antwoorden"),
            minutes=ANSWER_MINUTES,
            authority_id=row.authority_id,
        )
        for row in staff.waiting(actor, ids)
    ]
    lines += [
        Line(
            title=_("Een geval van de logcontrole inkijken"),
            url=f"/{slugs[row.authority_id]}/logcontrole/zonder-antwoord/{row.pk}/",
            note=_("met een mandaat tot %(day)s") % {"day": dates.sentence_moment(row.until)},
            state="today",
            on=None,  # it stands among what is for now: a mandate runs out
            action=_("Inkijken"),
            authority_id=row.authority_id,
        )
        for row in staff.openings_of(actor, ids, clock.now()).filter(case__state=CaseState.ESCALATED)
    ]
    lines += _control(actor, ids, slugs) + beginning.lines(actor, ids, slugs)
    lines += beginning.drafts(actor, places)
    return lines + beginning.invitations(actor, ids, slugs)


def kept(_actor: Actor, authority_ids: Sequence[UUID]) -> list[Line]:
    """What log control keeps about a worker, wherever staff were told of it. Two statements."""
    ids = list(authority_ids)
    with scope(Actor.system("conditions", ids), ids):  # staff are told, whatever their rights
        told = set(Conditions.objects.filter(authority_id__in=ids).values_list("authority_id", flat=True))
    return [
        Line(title=title, url=f"/{slug}/logcontrole/{page}/", note=note, authority_id=pk)
        for pk, slug in Authority.everything.filter(pk__in=told).values_list("pk", "slug")
        for page, title, note in (
            (
                "over-mij",
                _("Wat er bij de logcontrole over jou bijgehouden is"),
                _("je gevallen, vragen en gebruikersnamen"),
            ),
            ("uitleg", _("Wat er gecontroleerd wordt en waarom"), _("de uitleg voor elke medewerker")),
        )
    ]


def _silent(counts: Counter[UUID], slugs: dict[UUID, str]) -> list[Line]:
    """Cases without an answer that wait for a mandate."""
    return [
        Line(
            title=_("Logcontrole: %(cases)s zonder antwoord")
            % {"cases": dates.plural(count, _("geval"), _("gevallen"))},
            url=f"/{slugs[place]}/logcontrole/zonder-antwoord/",
            note=_("Iemand met een mandaat kijkt en beslist."),
            state="today",
            action=_("Mandaat geven"),
            authority_id=place,
        )
        for place, count in sorted(counts.items(), key=lambda item: slugs[item[0]])
    ]


def _stuck(counts: Counter[tuple[UUID, date, bool]], slugs: dict[UUID, str]) -> list[Line]:
    """Questions to workers who cannot sign in to answer, or are away until nobody knows when."""
    found = []
    for (place, month, away), count in sorted(counts.items(), key=lambda item: (item[0][1], slugs[item[0][0]])):
        title = _("Logcontrole van %(month)s: %(questions)s aan wie zich niet kan aanmelden")
        note = _("Wie nog geen account heeft, moet eerst uitgenodigd worden. De termijn loopt niet.")
        if away:
            title = _("Logcontrole van %(month)s: %(questions)s aan wie afwezig is tot nader bericht")
            note = _("De termijn loopt niet. Wacht, of beslis zelf.")
        found.append(
            Line(
                title=title % {"month": _month(month), "questions": dates.plural(count, _("vraag"), _("vragen"))},
                url=f"/{slugs[place]}/logcontrole/{month:%Y-%m}/?toon=gevraagd",
                note=note,
                state="planned",
                action=_("Bekijken"),
                authority_id=place,
            )
        )
    return found


def _waiting(actor: Actor, ids: list[UUID]) -> list[tuple[UUID, date, str, bool, Hashable]]:
    """(authority, month, state, held up, line of the list) of cases that wait for the actor: to decide, an answer that came after closing too,
    those without an answer for who gives mandates (whoever judges the case, else who may by his role), and those asked of who cannot answer or
    is away until nobody knows when. One statement."""
    gives = Q(reviewer__in=actor.person_ids) | Q(reviewer=None, authority__in=actor.authorities_with(P.MANDATE))
    given = Opening.objects.filter(authority__in=ids, ended_at=None, until__gt=clock.now()).values("case")
    silent = gives & Q(state=CaseState.ESCALATED, blanked_at=None) & ~Q(pk__in=given)
    decides = mine(actor) & WAITS & (Q(run__state=RunState.OPEN) | Q(state=CaseState.ANSWERED))
    stuck = mine(actor) & (cannot_answer() | Q(held=True, state=CaseState.ASKED, blanked_at=None))
    rows = (
        Case.objects.annotate(held=held_up()).filter(silent | decides | stuck, authority__in=ids).exclude(about(actor))
    )
    found = rows.values_list("authority", "run__month", "state", "held", "pk", "alike", "reviewer")
    return [(place, month, state, held, line_of(pk, alike, by)) for place, month, state, held, pk, alike, by in found]


def _control(actor: Actor, ids: list[UUID], slugs: dict[UUID, str]) -> list[Line]:
    """Silence, and per control what comes next: cases to decide, else the sample, else closing. Two statements."""
    waits = _waiting(actor, ids)
    found = _silent(Counter(place for place, _on, state, *_rest in waits if state == CaseState.ESCALATED), slugs)
    stuck = ((place, month, held) for place, month, state, held, _line in waits if state == CaseState.ASKED)
    found += _stuck(Counter(stuck), slugs)
    decide: dict[tuple[UUID, date], list[Hashable]] = defaultdict(list)
    for place, month, state, _held, line in waits:
        if state in TO_DECIDE:
            decide[place, month].append(line)
    drawn = SampleItem.objects.filter(mine(actor), verdict="", run=OuterRef("pk")).exclude(about(actor, SampleItem))
    each = drawn.exclude(user__user_id=GONE).order_by().values("run").annotate(n=Count("pk")).values("n")
    runs = Run.objects.filter(authority__in=ids, state=RunState.OPEN).annotate(left=Subquery(each))
    open_ = {(run.authority_id, run.month): run for run in runs}  # of a month only one is open
    left = {key: run.left or 0 for key, run in open_.items()}
    going = {key for key, count in left.items() if count or actor.holds(P.RUN, key[0])}
    for place, month in sorted(decide.keys() | going, key=lambda key: (key[1], slugs[key[0]])):
        asked, sample = decide[place, month], left.get((place, month), 0)
        cases, decisions = len(asked), len(set(asked))
        words, action, page = _("%(month)s afsluiten"), _("Afsluiten"), ""
        if cases:
            words, action = _("%(month)s: %(cases)s beslissen"), _("Beslissen")
        elif sample:
            words, action, page = _("%(month)s: %(drawn)s uit de steekproef bekijken"), _("Bekijken"), "steekproef/"
        given = {
            "month": _month(month),
            "cases": dates.plural(cases, _("geval"), _("gevallen")),
            "drawn": dates.plural(sample, _("raadpleging"), _("raadplegingen")),
        }
        run = open_.get((place, month))
        found.append(
            Line(
                title=_("Logcontrole van %(what)s") % {"what": words % given},
                url=f"/{slugs[place]}/logcontrole/{run.key if run else f'{month:%Y-%m}'}/{page}",
                note=_("%(count)s: gelijke gevallen samen.")
                % {"count": dates.plural(decisions, _("beslissing"), _("beslissingen"))}
                if decisions < cases
                else "",
                state="today",
                action=action,
                minutes=effort.left(asked, sample),
                authority_id=place,
            )
        )
    return found


def agenda(actor: Actor, authority_id: UUID, body_kind: str, since: date | None) -> list[AgendaPoint]:
    """The controls that were closed since the last meeting, as figures."""
    if body_kind not in BODIES or not actor.holds(P.FIGURES, authority_id):
        return []
    rows = _closed(authority_id)
    found = [row for row in rows if since is None or (row.closed_at and clock.local(row.closed_at).date() >= since)][
        :12
    ]
    if not found:
        return []
    return [
        AgendaPoint(
            key="logcontrole",
            title=_("Controle van de raadplegingen bij de Kruispuntbank"),
            note=_("Cijfers zonder personen."),
            lines=tuple(_line(row) for row in found),
            order=60,
        )
    ]


def since(actor: Actor, authority_id: UUID, since_at: datetime) -> list[Happening]:
    """Controls that were closed, and questions that nobody answered in time, since a moment."""
    if not actor.holds(P.FIGURES, authority_id):
        return []
    found = [
        Happening(kind="done", line=_line(row), at=row.closed_at)
        for row in _closed(authority_id)
        if row.closed_at and row.closed_at >= since_at
    ]
    silent = Case.objects.filter(
        authority=authority_id, state=CaseState.ESCALATED, questions__escalated_at__gte=since_at
    )
    count = silent.exclude(about(actor)).distinct().count()
    if count:
        words = dates.plural(count, _("vraag"), _("vragen"))
        title = (
            _("Logcontrole: %(count)s bleef zonder antwoord")
            if count == 1
            else _("Logcontrole: %(count)s bleven zonder antwoord")
        )
        found.append(
            Happening(kind="late", line=Line(title=title % {"count": words}, url=_address(authority_id), state="late"))
        )
    return found


def topics(actor: Actor, authority_id: UUID, first: date, last: date) -> list[Topic]:
    """A section of the management report: the controls that were closed in the period."""
    if not actor.holds(P.FIGURES, authority_id):
        return []
    rows = [
        row for row in _closed(authority_id) if row.closed_at and first <= clock.local(row.closed_at).date() <= last
    ]
    if not rows:
        return []
    files = [row for row in rows if not row.by_hand]  # of a sample on paper nobody knows all
    events, explained = sum(row.events for row in files), sum(row.explained for row in files)
    count = dates.capital(dates.plural(len(rows), _("controle"), _("controles"), words=True))
    sentence = _("%(count)s van een maand afgesloten.") % {"count": count}
    if events:
        # who reads this reads the months too: an exact sum would tell a month that is not told
        words = {"share": rough_share(explained, events), "events": dates.number(events)}
        sentence += " " + _("Voor %(share)s van %(events)s raadplegingen staat de reden geregistreerd.") % words
    return [
        Topic(
            key="logcontrole",
            title=_("Logcontrole"),
            sentence=sentence,
            lines=tuple(_line(row) for row in rows),
            order=65,
        )
    ]


def _closed(authority_id: UUID) -> list[Run]:
    rows = Run.objects.filter(authority=authority_id, state=RunState.CLOSED)
    return counting(rows.select_related("authority").order_by("-month"))


def _line(row: Run) -> Line:
    return Line(
        title=_("Logcontrole van %(month)s") % {"month": _month(row.month)},
        url=f"/{row.authority.slug}/logcontrole/verslagen/{row.key}/",
        note=_("%(scope)s, %(events)s raadplegingen, gevallen: %(cases)s")
        % {"scope": Scope(row.scope).label, "events": dates.number(row.events), "cases": few(row.cases)},
        state="done",
    )


def _address(authority_id: UUID) -> str:
    return f"/{Authority.everything.get(pk=authority_id).slug}/logcontrole/"


def _month(month: date) -> str:
    return f"{dates.month_name(month)} {month.year}"
