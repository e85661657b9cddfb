"""Money of projects, for who reads money: the business case, what was granted per year, what was really spent."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from roeland.kernel.models import Row
from roeland.projects.models.portfolio import Part, Project
from roeland.projects.values import Case


class BusinessCase(Row):
    """What goes wrong without the project and how much of that it avoids; its cost comes from cost lines."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="case")
    what = models.TextField(_("wat er misloopt"), blank=True)
    low = models.DecimalField(max_digits=12, decimal_places=2)
    likely = models.DecimalField(max_digits=12, decimal_places=2)
    high = models.DecimalField(max_digits=12, decimal_places=2)
    chance = models.DecimalField(max_digits=5, decimal_places=2, validators=[MaxValueValidator(100)])
    effect = models.DecimalField(max_digits=5, decimal_places=2, validators=[MaxValueValidator(100)])
    years = models.PositiveSmallIntegerField()
    source = models.TextField(_("waar de cijfers vandaan komen"), blank=True)
    written_on = models.DateField()
    project_id: Any

    class Meta(Row.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.project_id)

    @property
    def case(self) -> Case:
        """As a value, for sums."""
        return Case(self.low, self.likely, self.high, self.chance, self.effect, self.years)


class ProjectBudget(Part):
    """What was granted to a project for a calendar year."""

    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(_("bedrag in euro"), max_digits=12, decimal_places=2)

    class Meta(Row.Meta):
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["project", "year"], name="projects_budget_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.amount}"


class YearBudget(Row):
    """What the authority granted to information security for a calendar year, with the decision that says so."""

    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(_("bedrag in euro"), max_digits=12, decimal_places=2)
    decision = models.CharField(_("besluit"), max_length=200, blank=True)

    class Meta(Row.Meta):
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["authority", "year"], name="projects_year_budget")]

    def __str__(self) -> str:
        return f"{self.year} {self.amount}"


class Payment(Row):
    """What was really spent, on a project or beside all projects. A struck one no longer counts and keeps its reason."""

    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="payments")
    title = models.CharField(_("waarvoor"), max_length=200)
    amount = models.DecimalField(_("bedrag in euro"), max_digits=12, decimal_places=2)
    paid_on = models.DateField(_("betaald op"))
    reference = models.CharField(_("factuur of bestelbon"), max_length=80, blank=True)
    struck = models.TextField(blank=True)
    project_id: Any

    class Meta(Row.Meta):
        ordering = ["paid_on", "title"]
        indexes = [models.Index(fields=["authority", "paid_on"], name="projects_payment_day")]

    def __str__(self) -> str:
        return self.title
