"""The communication plan and the directory of contacts inside and outside."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from roeland.governance.values import CHECK_CONTACT_DAYS, Channel
from roeland.kernel.models import Row
from roeland.people.models import Person


class Message(Row):
    """What is told to whom, by which way, when, and by whom. Done, dropped or still to come."""

    title = models.CharField(_("boodschap"), max_length=200)
    receivers = models.CharField(_("voor wie"), max_length=200)
    channel = models.CharField(_("kanaal"), max_length=10, choices=[(c.value, c.label) for c in Channel])
    due = models.DateField(_("wanneer"))
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta(Row.Meta):
        ordering = ["due", "title"]
        indexes = [models.Index(fields=["authority", "due"], name="governance_message_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def open(self) -> bool:
        """Whether it still has to go out."""
        return self.done_on is None and self.dropped_on is None


class Contact(Row):
    """Somebody to reach, inside or outside, in office hours and beyond; `checked_on` is when that was last looked at."""

    inside = models.BooleanField(_("eigen bestuur"), default=False)
    organisation = models.CharField(_("organisatie of dienst"), max_length=120)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    job = models.CharField(_("functie"), max_length=120, blank=True)
    phone = models.CharField(_("telefoon"), max_length=40, blank=True)
    after_hours = models.CharField(_("buiten de uren"), max_length=40, blank=True)
    email = models.EmailField(_("mail"), blank=True)
    what_for = models.CharField(_("waarvoor"), max_length=200, blank=True)
    crisis = models.BooleanField(_("op de crisislijst"), default=False)
    checked_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta(Row.Meta):
        ordering = ["-crisis", "organisation", "name"]
        indexes = [models.Index(fields=["authority", "crisis"], name="governance_contact_crisis")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.name}".strip()

    def stale(self, today: date) -> bool:
        """Whether it is long since somebody looked whether this is still right."""
        return self.checked_on < today - timedelta(days=CHECK_CONTACT_DAYS)
