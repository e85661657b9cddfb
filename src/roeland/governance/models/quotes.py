"""Quotes beside an advice: what suppliers ask for it, side by side, and which one was chosen."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.governance.models.advice import Advice, addressed
from roeland.governance.values import COMPARED_YEARS
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Mode
from roeland.people.models import Person


class Quote(Row):
    """A quote of a supplier: its amounts in euro, and a sealed file or a link, or both. `option` is the position of the option that
    it prices, 0 = the whole advice.

    Its audience is `contracts`, as roles.yaml files quotes there; whom the advice is addressed to sees them too. Pages ask the right
    to read the advice besides.
    """

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="quotes")
    option = models.PositiveSmallIntegerField(default=0)
    supplier = models.CharField(_("leverancier"), max_length=120)
    once = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    yearly = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    quoted_on = models.DateField(_("datum van de offerte"))
    valid_until = models.DateField(_("geldig tot"), null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=120, blank=True)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField()
    chosen_on = models.DateField(null=True)
    chosen_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    advice_id: Any
    added_by_id: Any

    reading: ClassVar[Mapping[Mode, Predicate]] = {}
    always: ClassVar[Predicate | None] = staticmethod(lambda actor: addressed(actor, "advice__"))

    class Meta(Row.Meta):
        ordering = ["option", "supplier", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(sha256="") | ~Q(link=""), name="governance_quote_has_paper"),
            models.UniqueConstraint(
                fields=["advice"], condition=Q(chosen_on__isnull=False), name="governance_quote_one_chosen"
            ),
        ]

    def __str__(self) -> str:
        return self.supplier

    @property
    def whole(self) -> Decimal:
        """What it costs in euro over the years that are compared."""
        return self.once + COMPARED_YEARS * self.yearly
