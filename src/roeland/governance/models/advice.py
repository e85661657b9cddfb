"""Advice to management and council, solicited or not, with the answer and what came of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.duties.models.involved import involved
from roeland.governance.values import AdviceStatus, Answer
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import RIGHTS, Mode, Permission
from roeland.people.models import BODY_CHOICES, Person

ROLES = [(role.id, role.nl) for role in RIGHTS.roles.values()]
BODIES = [*BODY_CHOICES, ("management_team", _("managementteam"))]


def addressed(actor: Actor, prefix: str = "") -> Q:
    """Advice to a role that the actor holds in that authority, once it was given."""
    return involved(actor, prefix, (), ("to_role",)) & ~Q(**{f"{prefix}status": AdviceStatus.DRAFT.value})


def _given(prefix: str = "") -> Predicate:
    return lambda _actor: ~Q(**{f"{prefix}status": AdviceStatus.DRAFT.value})


class Advice(Row):
    """One advice. `number` comes when it is given; `due` is the last day of the agreed term for an answer.

    Readers see what was given, writers their drafts too. In summary mode pages show that it exists and how it was answered, no text.
    """

    number = models.CharField(_("nummer"), max_length=12, blank=True)
    title = models.CharField(_("titel"), max_length=200)
    status = models.CharField(max_length=8, choices=[(s.value, s.label) for s in AdviceStatus])
    solicited = models.BooleanField(_("op vraag"), default=False)
    asked_by = models.CharField(_("gevraagd door"), max_length=200, blank=True)
    asked_on = models.DateField(_("gevraagd op"), null=True, blank=True)
    to_role = models.CharField(max_length=40, choices=ROLES, blank=True)
    to_body = models.CharField(max_length=40, choices=BODIES, blank=True)
    question = models.TextField(blank=True)
    facts = models.TextField(blank=True)
    considerations = models.TextField(blank=True)
    recommendation = models.TextField(blank=True)
    preferred = models.PositiveSmallIntegerField(default=0)
    answer_days = models.PositiveSmallIntegerField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    given_on = models.DateField(null=True)
    due = models.DateField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=8, choices=[(a.value, a.label) for a in Answer], blank=True)
    chosen = models.PositiveSmallIntegerField(default=0)  # position of the option that will be done
    answer_reason = models.TextField(blank=True)
    decision = models.CharField(_("besluit van het orgaan"), max_length=200, blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True)
    closing_note = models.TextField(blank=True)

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: _given(), Mode.SUMMARY: _given()}
    always: ClassVar[Predicate | None] = staticmethod(addressed)

    class Meta(Row.Meta):
        ordering = ["-given_on", "-written_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "number"], condition=~Q(number=""), name="governance_advice_number"
            ),
            models.CheckConstraint(condition=Q(to_role="") ^ Q(to_body=""), name="governance_advice_one_addressee"),
            models.CheckConstraint(
                condition=Q(status="draft", number="") | (~Q(status="draft") & ~Q(number="") & ~Q(sha256="")),
                name="governance_advice_sealed",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status", "due"], name="governance_advice_waiting")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """Who holds the role that it is addressed to, answers it; who writes advice gathers the quotes for it."""
        rights = actor.rights_in(self.authority_id)
        if permission.code == "governance:quote:keep":
            return bool(rights.modes.get(self.audience, frozenset()) & {Mode.OWN, Mode.EDIT})
        held = rights.roles
        return (
            permission.code == "governance:advice:answer" and self.status != AdviceStatus.DRAFT and self.to_role in held
        )

    @property
    def addressee(self) -> str:
        """*algemeen directeur*, *vast bureau*"""
        return str(self.get_to_role_display() if self.to_role else self.get_to_body_display())

    def late(self, today: date) -> bool:
        """Whether the agreed term is over and nobody answered."""
        return self.status == AdviceStatus.GIVEN and self.due is not None and self.due < today


class AdviceOption(Row):
    """A way to go, with its cost. Follows its advice in who sees it."""

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="options")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    once = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    yearly = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    days = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    advice_id: Any

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: _given("advice__")}
    always: ClassVar[Predicate | None] = staticmethod(lambda actor: addressed(actor, "advice__"))

    class Meta(Row.Meta):
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["advice", "position"], name="governance_option_position")]

    def __str__(self) -> str:
        return self.title
