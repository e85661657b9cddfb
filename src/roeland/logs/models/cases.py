"""Cases, who may open one without an answer, what a reviewer registered, the sample of what was explained, each identity shown."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Permission
from roeland.logs.models.intake import LogUser
from roeland.logs.models.runs import Run
from roeland.logs.values import CASE_WORDS, SampleVerdict, alias
from roeland.people.models import Person, Team

REVIEWERS = frozenset({"deputy_security_officer", "security_officer", "dpo"})
MANDATE = "logs:case:mandate"
REVIEWING = frozenset({"logs:case:judge", "logs:case:see", "logs:case:reveal"})


def reviewing(actor: Actor) -> list[UUID]:
    """The persons as whom the actor may be a reviewer today: where he is deputy, officer or DPO, or stands in for one."""
    return [person for place, person in actor.persons.items() if REVIEWERS.intersection(actor.rights_in(place).roles)]


def by_mandate(actor: Actor) -> models.QuerySet[Opening]:
    """The mandates of the actor that run."""
    return models.QuerySet(Opening).filter(person__in=actor.person_ids, ended_at=None, until__gt=clock.now())


def given_to(actor: Actor, prefix: str = "") -> Q:
    """Cases whose reviewer is the actor: as long as he may be one, or his mandate runs. `prefix` reaches the case ("case__")."""
    mandated = Q(**{f"{prefix}reviewer__in": actor.person_ids, f"{prefix}pk__in": by_mandate(actor).values("case")})
    return Q(**{f"{prefix}reviewer__in": reviewing(actor)}) | mandated


class Case(Row):
    """User x citizen in one month, worth a question. `reviewer` decides it when it is not for whoever runs the control."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField()  # where it stands in the list, which looking again changes
    number = models.PositiveIntegerField()  # what it is called: given once, and never to another one of the run
    user = models.ForeignKey(LogUser, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.CharField(_("dienst"), max_length=120, blank=True)  # where the worker was then, as it was called then
    of_team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # and which that is
    citizen = models.BigIntegerField()  # the pseudonym
    score = models.FloatField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    events = models.PositiveIntegerField()
    reasons = models.JSONField(default=list)  # [{"flag": id, "count": n, ...}], strongest first
    alike = models.CharField(max_length=64, blank=True)  # cases with the same one are handled together
    shown = models.BooleanField(default=True)  # false: behind the cut of the officer's minutes
    state = models.CharField(
        max_length=10, choices=[(one.value, word) for one, word in CASE_WORDS.items()], default="open"
    )
    reviewer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(_("waarom"), blank=True)
    blanked_at = models.DateTimeField(null=True, blank=True)  # past the retention term: who and why are gone
    run_id: UUID
    person_id: UUID | None
    reviewer_id: UUID | None
    of_team_id: UUID | None

    always: ClassVar[Predicate | None] = staticmethod(given_to)

    class Meta(Row.Meta):
        ordering = ["run", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["run", "user", "citizen"], name="logs_case_once"),
            models.UniqueConstraint(fields=["run", "number"], name="logs_case_number"),
        ]
        indexes = [models.Index(fields=["run", "state"], name="logs_case_state")]

    def __str__(self) -> str:
        return f"{self.number}"

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """The reviewer sees and decides the case that was given to him, as long as he may; by his role he also gives the mandate for it."""
        if permission.code == MANDATE:
            return self.reviewer_id is not None and self.reviewer_id in reviewing(actor)
        return permission.code in REVIEWING and self.is_with(actor)

    def is_with(self, actor: Actor) -> bool:
        """Whether the actor is its reviewer and may be today, by his role or a mandate."""
        if self.reviewer_id is None or self.reviewer_id not in actor.person_ids:
            return False
        return self.reviewer_id in reviewing(actor) or by_mandate(actor).filter(case=self.pk).exists()

    @property
    def alias(self) -> str:
        """How a page calls the citizen; empty once the case is erased."""
        return "" if self.blanked_at else alias(self.citizen)


class Opening(Row):
    """A mandate to look into one escalated case: who, why, until when. Every look states a fact."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("waarvoor"), max_length=300, blank=True)
    given_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    start = models.DateTimeField()
    until = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    case_id: UUID
    person_id: UUID | None  # nobody once the retention term is over
    given_by_id: UUID | None

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(person__in=actor.person_ids))

    class Meta(Row.Meta):
        ordering = ["-start", "pk"]

    def __str__(self) -> str:
        return self.purpose[:40]

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """Who gave it ends it."""
        return permission.code == MANDATE and self.given_by_id is not None and self.given_by_id in reviewing(actor)


class Registration(Row):
    """The reason that was not registered: user (or a whole team) x citizen x period. Later controls read it as an explanation."""

    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(LogUser, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.CharField(
        max_length=120, blank=True
    )  # how the service was called; `of_team` is what counts where it is known
    of_team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    citizen = models.BigIntegerField()
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(
        null=True, blank=True
    )  # the case was opened again: later controls read it no more
    case_id: UUID | None

    class Meta(Row.Meta):
        ordering = ["-made_at", "pk"]

    def __str__(self) -> str:
        return self.reason[:40]


class Standing(Row):
    """A standing rule: this team asks this service without a file, from a day to a day."""

    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.CharField(_("dienst"), max_length=120)  # as in a registration
    of_team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(_("raadpleging"), max_length=120)
    start = models.DateField(_("van"))
    end = models.DateField(_("tot en met"))
    reason = models.CharField(_("waarom"), max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    came_from = models.JSONField(
        default=list
    )  # once its case is erased: who that was about, as `queries.judging.token`
    withdrawn_at = models.DateTimeField(
        null=True, blank=True
    )  # by its case or by itself: later controls read it no more
    case_id: UUID | None
    of_team_id: UUID | None

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: given_to(actor, "case__"))

    class Meta(Row.Meta):
        ordering = ["-made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.team} {self.service}"

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """Who may judge the case that it was made for, as its reviewer or by a mandate, withdraws it."""
        if permission.code not in REVIEWING or self.case_id is None:
            return False
        return models.QuerySet(Case).filter(given_to(actor), pk=self.case_id).exists()


class SampleItem(Row):
    """One explained consultation, drawn at random: was the explanation right?"""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=80)
    user = models.ForeignKey(LogUser, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    citizen = models.BigIntegerField()
    at = models.DateTimeField()
    service = models.CharField(max_length=120, blank=True)
    explained_by = models.CharField(max_length=40)
    verdict = models.CharField(max_length=8, blank=True, choices=[(one.value, one.value) for one in SampleVerdict])
    note = models.CharField(max_length=300, blank=True)
    reviewer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    run_id: UUID
    person_id: UUID | None
    reviewer_id: UUID | None

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(reviewer__in=reviewing(actor)))

    class Meta(Row.Meta):
        ordering = ["run", "at", "pk"]
        constraints = [models.UniqueConstraint(fields=["run", "event"], name="logs_sample_once")]

    def __str__(self) -> str:
        return self.event

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """The reviewer judges what was given to him, as long as he may."""
        return permission.code in REVIEWING and self.is_with(actor)

    def is_with(self, actor: Actor) -> bool:
        """Whether the actor is its reviewer and may be today."""
        return self.reviewer_id is not None and self.reviewer_id in reviewing(actor)

    @property
    def alias(self) -> str:
        """How a page calls the citizen; empty when none is known: on paper without a number, or erased."""
        return alias(self.citizen) if self.citizen else ""


class Reveal(Row):
    """An identity was asked (purpose) and then shown once. The number itself is kept nowhere."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("waarvoor"), max_length=300)
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)
    case_id: UUID
    asked_by_id: UUID | None

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(asked_by__in=actor.person_ids))

    class Meta(Row.Meta):
        ordering = ["-asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id}"
