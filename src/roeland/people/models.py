"""Tables of people: the human (account), the person per authority, and who holds which role when."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import RIGHTS, Mode, Permission
from roeland.people.account_models import Account, ApiToken, Invitation
from roeland.people.values import SecondStep

__all__ = [
    "Absence",
    "Account",
    "ApiToken",
    "AuthorityProfile",
    "Body",
    "BodyMembership",
    "ClosingDay",
    "Dated",
    "Invitation",
    "LegalEntity",
    "Mandate",
    "Person",
    "Replacement",
    "RoleSetting",
    "Team",
    "TeamMembership",
    "WorkingHours",
]

ROLE_CHOICES = [(role.id, role.nl) for role in RIGHTS.roles.values()]
BODY_CHOICES = [(key, body["nl"]) for key, body in RIGHTS.bodies.items()]


def everybody(_actor: Actor) -> Q:
    """Names of colleagues are no secret inside one authority; pages decide which columns they show."""
    return Q()


class AuthorityProfile(Row):
    """Settings of an authority: the letters of the plan's two parts, its mark, who is the breach regulator."""

    letter_technical = models.CharField(max_length=1, default="A")
    letter_general = models.CharField(max_length=1, default="B")
    seed_strict = models.BooleanField(default=False)
    nis2_entity = models.BooleanField(default=False)
    second_step = models.CharField(
        _("tweede stap voor gesloten stukken"),
        max_length=12,
        choices=[(SecondStep.COUNCILLORS, _("van mandatarissen")), (SecondStep.EVERYONE, _("van iedereen"))],
        default=SecondStep.COUNCILLORS,
    )
    regulator = models.CharField(max_length=8, default="gba")
    mark = models.PositiveSmallIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["authority"], name="people_profile_one")]

    def __str__(self) -> str:
        return str(self.authority_id)


class LegalEntity(Row):
    """Municipality or OCMW: the two legal persons of one tenant."""

    kind = models.CharField(max_length=12, choices=[("municipality", _("gemeente")), ("ocmw", _("OCMW"))])
    name = models.CharField(max_length=120)
    kbo = models.CharField(max_length=12)

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["authority", "kind"], name="people_entity_kind")]

    def __str__(self) -> str:
        return self.name


class Team(Row):
    """A service or team."""

    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.SUMMARY: everybody}

    class Meta(Row.Meta):
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="people_team_name")]

    def __str__(self) -> str:
        return self.name


class Person(Row):
    """Somebody who works for or sits in one authority. The same human in two authorities is two persons with one account."""

    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="persons")
    given_name = models.CharField(_("voornaam"), max_length=80)
    family_name = models.CharField(_("familienaam"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=40, blank=True)
    personnel_number = models.CharField(_("personeelsnummer"), max_length=40, blank=True)
    job_title = models.CharField(_("functie"), max_length=120, blank=True)
    active_from = models.DateField(_("in dienst"))
    left_on = models.DateField(_("uit dienst"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    reading: ClassVar[Mapping[Mode, Predicate]] = {
        Mode.SUMMARY: everybody,
        Mode.SELF: lambda actor: Q(pk__in=actor.person_ids),
    }

    class Meta(Row.Meta):
        ordering = ["family_name", "given_name"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "account"], name="people_person_account"),
            models.UniqueConstraint(
                fields=["authority", "personnel_number"], condition=~Q(personnel_number=""), name="people_person_number"
            ),
            models.UniqueConstraint(fields=["authority", "email"], condition=~Q(email=""), name="people_person_email"),
        ]
        indexes = [models.Index(fields=["authority", "family_name", "given_name"], name="people_person_name")]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """Everybody says himself when he is away."""
        return permission.code == "people:absence:record" and self.pk in actor.person_ids


class Dated(Row):
    """Something that holds from a day up to and including another (null = still)."""

    start = models.DateField(_("van"))
    end = models.DateField(_("tot en met"), null=True, blank=True)

    class Meta(Row.Meta):
        abstract = True


class TeamMembership(Dated):
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")

    reading: ClassVar[Mapping[Mode, Predicate]] = {
        Mode.SUMMARY: everybody,
        Mode.SELF: lambda actor: Q(person__in=actor.person_ids),
    }

    def __str__(self) -> str:
        return f"{self.person_id} {self.team_id}"


class Mandate(Dated):
    """(person, role, authority, from, to): the source of every right."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(_("rol"), max_length=40, choices=ROLE_CHOICES)
    decision = models.CharField(_("besluit"), max_length=200, blank=True)

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(person__in=actor.person_ids))

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["authority", "role", "start"], name="people_mandate_role")]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"


class Replacement(Dated):
    """The first or second replacement of a role: takes over tasks, clocks, approvals and mail while the holder is absent."""

    role = models.CharField(_("rol"), max_length=40, choices=ROLE_CHOICES)
    rank = models.PositiveSmallIntegerField(
        _("volgorde"), choices=[(1, _("eerste vervanger")), (2, _("tweede vervanger"))]
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="replacements")

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(person__in=actor.person_ids))

    def __str__(self) -> str:
        return f"{self.role} {self.rank} {self.person_id}"


class Absence(Dated):
    """Somebody is away. Why is nobody's business here, so there is no reason."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(person__in=actor.person_ids))

    def __str__(self) -> str:
        return f"{self.person_id} {self.start}"


class Body(Row):
    """A council, bureau, committee, the information security service or the management team."""

    kind = models.CharField(max_length=40, choices=[*BODY_CHOICES, ("management_team", _("managementteam"))])
    name = models.CharField(max_length=120)

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["authority", "kind"], name="people_body_kind")]

    def __str__(self) -> str:
        return self.name


class BodyMembership(Dated):
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="body_memberships")
    chairs = models.BooleanField(default=False)

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(person__in=actor.person_ids))

    def __str__(self) -> str:
        return f"{self.body_id} {self.person_id}"


class RoleSetting(Row):
    """What this authority calls a role, and how many hours a year it has for security work."""

    role = models.CharField(max_length=40, choices=ROLE_CHOICES)
    alias = models.CharField(max_length=80, blank=True)
    hours_per_year = models.PositiveIntegerField(null=True, blank=True)

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.SUMMARY: everybody}

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["authority", "role"], name="people_role_setting")]

    def __str__(self) -> str:
        return self.alias or self.role


class WorkingHours(Row):
    """A window of service on a weekday (0 = Monday); a day may have several."""

    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}-{self.closes}"


class ClosingDay(Row):
    """A day on which this authority is closed besides the legal holidays."""

    day = models.DateField()
    name = models.CharField(max_length=120)

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["authority", "day"], name="people_closing_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
