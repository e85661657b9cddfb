"""Reads of cases: what somebody has to decide, lines of the list, one case. Nobody reads the case about himself here."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, UUIDField
from django.db.models.lookups import IsNull
from django.utils.translation import gettext as _

from roeland.acceptance.queries.audience import mailbox
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.decision import Decision
from roeland.kernel.models import Authority
from roeland.logs import effort
from roeland.logs.models import Case, Question, Run, SampleItem
from roeland.logs.queries.holders import Holder, changed, held, of_account, sole
from roeland.logs.queries.judging import about, days_of
from roeland.logs.queries.runs import SAMPLED
from roeland.logs.queries.sight import whole
from roeland.logs.rules import P, may_ask
from roeland.logs.values import DECIDED, GONE, CaseState, RunState
from roeland.people.models import Person
from roeland.people.queries import gets_in, who_get_in, works_here
from roeland.ui import dates

TO_DECIDE = frozenset({CaseState.OPEN, CaseState.ANSWERED})
WAITS = Q(state__in=TO_DECIDE, shown=True, blanked_at=None)  # what is erased waits for nobody
UNSEEN = Q(state__in=TO_DECIDE) & ~WAITS  # behind the cut of the minutes, or erased before anybody decided
WAITING = frozenset({CaseState.ASKED, CaseState.ESCALATED})
RELATED = ("authority", "run", "user", "person__account", "reviewer", "decided_by")


@dataclass(frozen=True)
class Line:
    """What is decided in one go: a case, or cases that are one question (`keeping._group`)."""

    cases: tuple[Case, ...]
    before: bool = False  # this worker and citizen stood in the month before too

    @property
    def first(self) -> Case:
        return self.cases[0]

    @property
    def many(self) -> bool:
        return len(self.cases) > 1

    @property
    def workers(self) -> int:
        return len({case.user_id for case in self.cases})

    @property
    def citizens(self) -> int:
        return len({case.citizen for case in self.cases})

    @property
    def events(self) -> int:
        return sum(case.events for case in self.cases)


def mine(actor: Actor) -> Q:
    """What this actor decides: what was given to him, and where he runs controls what was given to nobody."""
    judged = actor.authorities_with(P.JUDGE)
    return Q(reviewer__in=actor.person_ids) | Q(reviewer=None, authority__in=judged)


def seen(actor: Actor, authority_ids: Collection[UUID]) -> QuerySet[Case]:
    """Cases in sight, without those about the actor himself."""
    rows: QuerySet[Case] = Case.objects.filter(authority__in=authority_ids)
    return rows.exclude(about(actor)).select_related(*RELATED)


def decided_alike(actor: Actor, case: Case) -> QuerySet[Case]:
    """The other cases of the control that the same person decided the same way in the same words: a decision about many at once."""
    same = {"run": case.run_id, "state": case.state, "note": case.note, "decided_by": case.decided_by_id}
    rows = seen(actor, [case.authority_id]).filter(mine(actor), **same, blanked_at=None, state__in=DECIDED)
    return rows.exclude(pk=case.pk).order_by("rank")


def find(actor: Actor, authority: Authority, pk: UUID) -> Case | None:
    """One case; None when absent, closed to this reader, or about himself."""
    return seen(actor, [authority.pk]).prefetch_related(held()).filter(pk=pk).first()


def some(actor: Actor, run: Run, pks: Iterable[UUID]) -> list[Case]:
    """Cases of one control by id, in the order of the list."""
    return list(seen(actor, [run.authority_id]).filter(run=run, pk__in=list(pks)).order_by("rank"))


def waiting(actor: Actor) -> int:
    """How many cases in scope wait for this actor, for the count beside *Logcontrole*. One statement; none for who never decides."""
    if not actor.holds_anywhere(P.SEE):
        return 0
    return Case.objects.filter(mine(actor), WAITS).exclude(about(actor)).count()


VIEWS = {
    "beslissen": WAITS,
    "gevraagd": Q(state__in=WAITING),
    "beslist": Q(state__in=DECIDED),
    "anderen": WAITS,
    "niet-bekeken": UNSEEN,
}


def view(actor: Actor, name: str) -> Q:
    """The condition of one view of the list."""
    if name == "beslissen":
        return VIEWS[name] & mine(actor)
    return VIEWS[name] & ~mine(actor) if name == "anderen" else VIEWS[name]


def counts(actor: Actor, run: Run) -> dict[str, int]:
    """How many cases each view holds, and `own`: cases about the actor, which somebody else decides. One statement."""
    own = about(actor)
    wanted = {name.replace("-", "_"): Count("pk", filter=view(actor, name) & ~own) for name in VIEWS}
    found = Case.objects.filter(run=run).aggregate(own=Count("pk", filter=own), **wanted)
    return {name: found[name.replace("-", "_")] for name in (*VIEWS, "own")}


def unseen(run: Run) -> int:
    """How many cases of a control nobody looked at, for who sees all of them. One statement."""
    return Case.objects.filter(UNSEEN, run=run).count()


def line_of(pk: UUID, alike: str, reviewer: UUID | None) -> Hashable:
    """The line of the list on which a case of one control is decided: alike cases of one reviewer share it."""
    return (alike, reviewer) if alike else pk


def minutes_left(actor: Actor, run: Run, sample: int) -> int:
    """What a control asks of the actor still, in minutes: the cases that wait for him, and so many of the sample. One statement."""
    waits = Case.objects.filter(view(actor, "beslissen"), run=run).exclude(about(actor))
    return effort.left((line_of(*row) for row in waits.values_list("pk", "alike", "reviewer")), sample)


def lines(rows: Iterable[Case]) -> list[Line]:
    """Cases in their order, alike ones together at the place of the first. Rows that carry `repeated` tell so."""
    groups: dict[object, list[Case]] = {}
    for case in rows:
        groups.setdefault(line_of(case.pk, case.alike, case.reviewer_id), []).append(case)
    return [Line(tuple(group), any(getattr(one, "repeated", False) for one in group)) for group in groups.values()]


def repeated(run: Run) -> Exists:
    """Whether this worker and citizen were a case of the month before too, to annotate cases with: not where the account was another's then."""
    month: date = (run.month - timedelta(days=1)).replace(day=1)
    rows = Case.objects.filter(authority=run.authority_id, run__month=month, user=OuterRef("user"))
    nobody = ExpressionWrapper(OuterRef("person"), output_field=UUIDField())
    same = Q(person=OuterRef("person")) | Q(IsNull(nobody, True), person=None)
    return Exists(rows.filter(same, citizen=OuterRef("citizen")))


def reachable(case: Case) -> bool:
    """Whether the worker of a case can be told that he is asked something, now or once he can sign in."""
    return case.person is not None and works_here(case.person) and bool(mailbox(case.person))


def waits_for_account(case: Case) -> bool:
    """Whether a question to the worker of a case has to wait: he can be told, and cannot sign in yet."""
    return case.person is not None and reachable(case) and not gets_in(case.person)


def askable(case: Case) -> Decision:
    """Whether the worker of a case may be asked."""
    tied = tied_since(case)
    known, left = case.person_id is not None, case.person is not None and not works_here(case.person)
    return may_ask(case.state, person=known, reachable=reachable(case), left=left, tied=tied, handed=bool(hands(case)))


def tied_since(case: Case) -> bool:
    """Whether a running control, looking again, would learn whom the account of a case was of on its days."""
    return case.run.state == RunState.OPEN and sole(accounts(case), *days_of(case)) is not None


def accounts(case: Case) -> list[Holder]:
    """Who had the account of a case, whoever reads it."""
    with whole(case.authority_id):
        return of_account(case.user)


def hands(case: Case) -> str:
    """That the account of a case changed hands on its days, in Dutch, with who had it when; empty where the case has a person, or no change is
    known. One statement or two."""
    first, last = days_of(case)
    found = accounts(case)
    if case.person_id is not None or not changed(found, first, last):
        return ""
    there = [one for one in found if one.meets(first, last)]
    with whole(case.authority_id):
        names = {
            pk: str(row) for pk, row in Person.objects.in_bulk([one.person for one in there if one.person]).items()
        }
    return _("Dit account wisselde in deze dagen van hand: %(who)s. Het geval noemt daarom niemand.") % {
        "who": ", ".join(_had(one, names, last) for one in there)
    }


def _had(one: Holder, names: Mapping[UUID, str], last: date) -> str:
    name = names[one.person] if one.person else _("gedeeld account")
    if one.last is None or last <= one.last:
        return _("%(who)s vanaf %(day)s") % {"who": name, "day": dates.table_date(one.start)} if one.start else name
    return _("%(who)s tot en met %(day)s") % {"who": name, "day": dates.table_date(one.last)}


def cannot_answer() -> Q:
    """Cases with a question to somebody who cannot sign in now: it waits and its term does not run, or it stands still."""
    return Q(state=CaseState.ASKED, blanked_at=None, person__isnull=False) & ~Q(person__in=who_get_in())


def held_up() -> Exists:
    """Whether a question about a case waits for who is away until nobody knows when, to annotate cases with."""
    waits = Question.objects.filter(case=OuterRef("pk"), answered_at=None, withdrawn_at=None)
    return Exists(waits.filter(held_at__isnull=False))


def questions(case: Case) -> list[Question]:
    """What the worker was asked about a case, newest first."""
    return list(Question.objects.filter(case=case).select_related("asked_by", "person"))


def undelivered(case: Case, asked: Iterable[Question]) -> str:
    """Why the worker does not know of the question that runs, or cannot answer it, in Dutch; empty when he can, or will be mailed in an hour
    of work."""
    waits = [one for one in asked if one.answered_at is None and one.withdrawn_at is None]
    if case.state != CaseState.ASKED or not waits or case.person is None:
        return ""
    if not works_here(case.person):
        return _("De medewerker is uit dienst en kan niet meer antwoorden. De termijn loopt niet: beslis zelf.")
    if not reachable(case):
        return _(
            "De medewerker kan niet antwoorden: er is geen e-mailadres, of het account staat stil. De termijn loopt niet."
        )
    if not gets_in(case.person):
        return _(
            "De medewerker kan zich nog niet aanmelden. De mail vertrekt zodra dat kan, en de termijn begint pas dan."
        )
    late = waits[0].mailed_at is None and clock.local(waits[0].asked_at).date() < clock.today()
    unsent = _("De mail over deze vraag is nog niet vertrokken. De termijn begint pas dan.") if late else ""
    held = _(
        "De medewerker is afwezig tot nader bericht. De termijn loopt niet: wacht tot die persoon terug is, of beslis zelf."
    )
    return held if waits[0].held_at else unsent


def sample(actor: Actor, run: Run) -> QuerySet[SampleItem]:
    """The sample of a control, without the consultations of the actor himself."""
    rows: QuerySet[SampleItem] = SampleItem.objects.filter(run=run).exclude(about(actor, SampleItem))
    return rows.select_related("authority", "run", "user", "person", "decided_by", "reviewer").prefetch_related(held())


def sample_to_do(actor: Actor, run: Run) -> int:
    """How much of the sample waits for this actor. One statement."""
    return sample(actor, run).filter(mine(actor), verdict="").exclude(user__user_id=GONE).count()


def sample_stand(actor: Actor, run: Run) -> tuple[int, int, int, int]:
    """(drawn, checked, wrong, waiting for this actor) of one control. One statement."""
    waits = mine(actor) & Q(verdict="") & ~about(actor, SampleItem) & ~Q(user__user_id=GONE)
    found = SampleItem.objects.filter(run=run).aggregate(**SAMPLED, waits=Count("pk", filter=waits))
    return found["drawn"], found["checked"], found["wrong"], found["waits"]
