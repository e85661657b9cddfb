"""Sources, their files, and who a user of the log is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from roeland.kernel.models import Row
from roeland.logs.values import AGAIN, BESIDE, GONE, KIND_WORDS, OVERLAP, QUIET, DeliveryState, Format
from roeland.people.models import Person, Team


class Source(Row):
    """Where a log or a dimension comes from: its sheet (supplier, contract, day it is due) and how its files are read."""

    name = models.CharField(_("naam"), max_length=120)
    kind = models.CharField(
        _("wat levert ze"), max_length=16, choices=[(one.value, word) for one, word in KIND_WORDS.items()]
    )
    supplier = models.CharField(_("leverancier"), max_length=120, blank=True)
    contract_clause = models.CharField(_("clausule in het contract"), max_length=200, blank=True)
    contact = models.EmailField(_("aan wie vraag je het bestand"), blank=True)
    due_day = models.PositiveSmallIntegerField(_("dag van de maand waarop het er moet zijn"), null=True, blank=True)
    quiet_days = models.PositiveSmallIntegerField(
        _("werkdagen zonder raadplegingen waarna een maand ontbreekt"), default=QUIET
    )
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(_("soort bestand"), max_length=8, choices=[(one.value, one.value) for one in Format])
    template = models.CharField(max_length=40, blank=True)
    mapping = models.JSONField(default=dict)
    folder = models.CharField(_("map die elke nacht nagekeken wordt"), max_length=80, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="logs_source_name")]

    def __str__(self) -> str:
        return self.name


class Delivery(Row):
    """One file of a source. The raw bytes stand encrypted in the vault until `keep_until`; `sha256` is of the plain bytes."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="deliveries")
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in DeliveryState])
    how = models.CharField(max_length=8, default="upload")  # upload, folder, api, hand
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    rows = models.PositiveBigIntegerField(default=0)
    left_out = models.PositiveBigIntegerField(default=0)
    duplicates = models.PositiveBigIntegerField(default=0)
    read_as = models.JSONField(default=dict)  # the mapping (and format) it was read with: a reveal reads it again
    problems = models.JSONField(default=list)
    gaps = models.JSONField(default=list)
    key_id = models.CharField(max_length=16, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    source_id: UUID

    class Meta(Row.Meta):
        ordering = ["-received_at", "pk"]
        indexes = [models.Index(fields=["source", "received_at"], name="logs_delivery_source")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def lacking(self) -> list[dict[str, Any]]:
        """What it lacks."""
        return [line for line in self.gaps if line["kind"] not in BESIDE]

    @property
    def overlaps(self) -> list[dict[str, Any]]:
        """What another source delivered too, as it was when the file came."""
        return [line for line in self.gaps if line["kind"] == OVERLAP]

    @property
    def again(self) -> dict[str, int]:
        """Earlier files of the source that hold consultations of this one, which count there: how many of each."""
        return {line["delivery"]: line["count"] for line in self.gaps if line["kind"] == AGAIN}


class LogUser(Row):
    """A user name of the log, and whose it is (nobody's: unknown; `shared`: an account of a counter). From the staff list or by hand.

    `label`: what the officer calls it. As long as it is nobody's: by which number and address the staff list knows it.
    """

    user_id = models.CharField(_("gebruiker in het logbestand"), max_length=120)
    label = models.CharField(_("hoe je deze gebruiker noemt"), max_length=80, blank=True)
    list_number = models.CharField(max_length=120, blank=True)
    list_email = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    shared = models.BooleanField(_("gedeeld account van een loket"), default=False)
    held_from = models.DateField(
        null=True, blank=True
    )  # `person` or `shared`; none: as long as there are consultations
    team = models.CharField(
        max_length=120, blank=True
    )  # by hand, from `team_from` on; `of_team` where the people room has it
    of_team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team_from = models.DateField(null=True, blank=True)  # none: as long as there are consultations
    first_seen = models.DateField(null=True, blank=True)
    person_id: UUID | None
    of_team_id: UUID | None

    class Meta(Row.Meta):
        ordering = ["user_id"]
        constraints = [models.UniqueConstraint(fields=["authority", "user_id"], name="logs_user_once")]

    def __str__(self) -> str:
        return self.user_id

    @property
    def called(self) -> str:
        """*Loket 2*; *Account jdp*, or by what the staff list knows it where that says more."""
        if self.user_id == GONE:
            return GONE
        return self.label or _("Account %(user)s") % {"user": self.list_email or self.list_number or self.user_id}

    @property
    def service(self) -> str:
        """The service by hand, as it is called now."""
        return self.of_team.name if self.of_team else self.team


class Former(Row):
    """What an account was tied to before, up to and including `last`; `start` none: as long as there are consultations."""

    start = models.DateField(null=True, blank=True)
    last = models.DateField()

    class Meta(Row.Meta):
        abstract = True
        ordering = ["user", "last"]


class FormerTeam(Former):
    """In which service an account was tied before."""

    user = models.ForeignKey(LogUser, on_delete=models.PROTECT, related_name="former")
    team = models.CharField(max_length=120)
    of_team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.of_team.name if self.of_team else self.team


class FormerHolder(Former):
    """Whose an account was before, or that it was shared then."""

    user = models.ForeignKey(LogUser, on_delete=models.PROTECT, related_name="held_before")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    shared = models.BooleanField(default=False)
    person_id: UUID | None

    def __str__(self) -> str:
        return str(self.person or "")
