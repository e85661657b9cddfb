"""Rounds of reading, who was asked, their questions, sealed lists of attendance, and kiosks."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, ClassVar
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.acceptance.values import Channel, Ending, How, State, Who, terms
from roeland.documents.models import Document, Version
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.scope import Scope, scope
from roeland.people.actors import on_day
from roeland.people.models import Body, Person, Team, TeamMembership

FOLLOWING = frozenset({"acceptance:offer:follow"})  # what the owner of a document does
ANSWERING = "acceptance:question:answer"


def led(actor: Actor) -> Q:
    """Rows about people of a service that the actor leads, and everything where he approves. The three levels of a service count."""
    found = Q(pk__in=[])
    for place, rights in actor.rights.items():
        if "approve" in rights.may:
            found |= Q(authority_id=place)
        elif terms().heads & set(rights.roles):
            mine = TeamMembership.objects.filter(on_day(clock.today()), person__in=actor.person_ids, authority_id=place)
            teams = mine.values("team_id")
            below = Q(team__in=teams) | Q(team__parent__in=teams) | Q(team__parent__parent__in=teams)
            found |= Q(authority_id=place) & below
    return found


def _asked_of(actor: Actor) -> Any:
    rows = apps.get_model("acceptance", "Asked")._base_manager  # noqa: SLF001
    return rows.filter(person__in=actor.person_ids, state__in=[State.ASKED, State.ACCEPTED]).values("offer_id")


def _approves(actor: Actor) -> Q:
    return Q(authority_id__in=[place for place, rights in actor.rights.items() if "approve" in rights.may])


def _whole(row: Row) -> AbstractContextManager[Scope]:
    return scope(Actor.system("acceptance", [row.authority_id]), [row.authority_id])


class Offer(Row):
    """One version offered to one audience (a round). Its audience is that of the document."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(_("wie leest"), max_length=12, choices=[(one.value, one.label) for one in Who])
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, blank=True)
    standing = models.BooleanField(_("ook wie later begint"), default=False)
    note = models.CharField(_("waarom dit gelezen wordt"), max_length=500, blank=True)
    term_days = models.PositiveSmallIntegerField(_("termijn in dagen"))
    reminders = models.JSONField(default=list)
    due = models.DateField()
    asked_count = models.PositiveIntegerField(default=0)
    asked_sha256 = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, blank=True, choices=[(one.value, one.label) for one in Ending])
    closed_reason = models.CharField(max_length=300, blank=True)
    document_id: UUID
    version_id: UUID

    always: ClassVar[Predicate | None] = staticmethod(
        lambda actor: Q(document__owner__in=actor.person_ids) | Q(pk__in=_asked_of(actor))
    )

    class Meta(Row.Meta):
        ordering = ["-made_at", "pk"]
        indexes = [models.Index(fields=["authority", "closed_at"], name="acceptance_offer_open")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.who}"

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """The owner of the document follows the round."""
        with _whole(self):
            owner = self.document.owner_id
        return permission.code in FOLLOWING and owner is not None and owner == actor.person_in(self.authority_id)


class Attendance(Row):
    """A sealed list: who was there when the text was explained. `sha256` seals the names, the day, the version and the scan."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="lists")
    held_on = models.DateField(_("bijeen op"))
    place = models.CharField(_("waar"), max_length=120)
    led_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    names = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_type = models.CharField(max_length=120, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    sealed_at = models.DateTimeField()

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: _approves}
    always: ClassVar[Predicate | None] = staticmethod(
        lambda actor: Q(led_by__in=actor.person_ids) | Q(offer__document__owner__in=actor.person_ids)
    )

    class Meta(Row.Meta):
        ordering = ["-held_on", "pk"]

    def __str__(self) -> str:
        return f"{self.held_on} {self.place}"


class Asked(Row):
    """One person in one round: fixed when asked. `version` and `sha256` are what he accepted."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="asked")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=4, choices=[(one.value, one.value) for one in Channel])
    state = models.CharField(max_length=8, choices=[(one.value, one.label) for one in State])
    reason = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField()
    due = models.DateField()
    mailed = models.SmallIntegerField(default=-1)  # the last day (after the question) of which the mail left
    questioned = models.BooleanField(default=False)
    accepted_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=6, blank=True, choices=[(one.value, one.label) for one in How])
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    attendance = models.ForeignKey(Attendance, null=True, blank=True, on_delete=models.PROTECT, related_name="asked")
    code_digest = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    link_digest = models.CharField(max_length=64, blank=True)
    link_until = models.DateTimeField(null=True, blank=True)
    linked_at = models.DateTimeField(null=True, blank=True)
    offer_id: UUID
    person_id: UUID

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: led}
    always: ClassVar[Predicate | None] = staticmethod(
        lambda actor: Q(person__in=actor.person_ids) | Q(offer__document__owner__in=actor.person_ids)
    )

    class Meta(Row.Meta):
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "person"], name="acceptance_asked_once"),
            models.UniqueConstraint(fields=["code_digest"], condition=~Q(code_digest=""), name="acceptance_code"),
            models.UniqueConstraint(fields=["link_digest"], condition=~Q(link_digest=""), name="acceptance_link"),
        ]
        indexes = [
            models.Index(fields=["offer", "state"], name="acceptance_asked_state"),
            models.Index(fields=["person", "state"], name="acceptance_asked_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """Everybody accepts for himself."""
        return permission.code == "acceptance:asked:accept" and self.person_id in actor.person_ids

    @property
    def late(self) -> bool:
        """Past its day, and not accepted."""
        return self.state == State.ASKED and self.due < clock.today()


class Question(Row):
    """A question about a document instead of accepting it, to its owner; it stays open until answered."""

    asked = models.ForeignKey(Asked, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField(_("je vraag"))
    at = models.DateTimeField()
    answer = models.TextField(_("antwoord"), blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: lambda _actor: Q(pk__in=[])}
    always: ClassVar[Predicate | None] = staticmethod(
        lambda actor: Q(asked__person__in=actor.person_ids) | Q(asked__offer__document__owner__in=actor.person_ids)
    )

    class Meta(Row.Meta):
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:40]

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """The owner of the document answers."""
        with _whole(self):
            owner = self.asked.offer.document.owner_id
        return permission.code == ANSWERING and owner is not None and owner == actor.person_in(self.authority_id)


class Kiosk(Row):
    """A page on a shared device, open for a limited time: who has a code of a letter accepts there. Only the digest is kept."""

    place = models.CharField(_("waar staat het toestel"), max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: _approves}
    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(opened_by__in=actor.person_ids))

    class Meta(Row.Meta):
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return self.place

    def is_open(self) -> bool:
        """Whether it still takes codes."""
        return self.ended_at is None and self.closes_at > clock.now() and self.tries < terms()["kiosk_tries"]
