"""*Kosten* of a record of any room: what its page shows, and the form of a new line.

A room that lets its records cost something registers their kind (`providers.register`, with the address of the page), puts
`cost_panel(request.actor, authority, kind, record_id)` in the context as `costs`, and includes `duties/_costs.html`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from roeland.duties import queries
from roeland.duties.models import CostLine
from roeland.duties.rules import P
from roeland.duties.values import CostKind, YearSum, multi_year
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ui import dates
from roeland.ui.form import DateField, Form

KINDS = (
    (CostKind.ONCE.value, _("Eenmalig")),
    (CostKind.YEARLY.value, _("Elk jaar")),
    (CostKind.PERSON_DAYS.value, _("Persoonsdagen")),
)


class CostForm(Form):
    """What something costs. Fields that its kind does not use are left as they are."""

    title = forms.CharField(
        label=_("Waarvoor"), max_length=200, help_text=_("Bijvoorbeeld: licentie voor 40 toestellen.")
    )
    kind = forms.ChoiceField(label=_("Soort kost"), widget=forms.RadioSelect, choices=KINDS)
    amount = forms.DecimalField(
        label=_("Bedrag in euro"),
        localize=True,
        min_value=0,
        max_digits=11,
        decimal_places=2,
        help_text=_("In totaal, per jaar of per persoonsdag."),
    )
    days = forms.DecimalField(
        label=_("Aantal persoonsdagen"),
        localize=True,
        required=False,
        min_value=0,
        max_digits=6,
        decimal_places=2,
        help_text=_("Alleen bij persoonsdagen, bijvoorbeeld 2,5."),
    )
    first = DateField(
        label=_("Vanaf"), help_text=_("De dag waarop je betaalt of werkt, bij een jaarlijkse kost de eerste.")
    )
    last = DateField(
        label=_("Tot en met"), required=False, help_text=_("Alleen bij een jaarlijkse kost. Leeg is zonder einde.")
    )

    def clean_days(self) -> Decimal:
        """None becomes zero: what the verb takes."""
        return self.cleaned_data["days"] or Decimal(0)


@dataclass(frozen=True)
class CostRow:
    """One line in words. `each` is the amount each time it falls due."""

    title: str
    what: str
    each: str
    remove_url: str


@dataclass(frozen=True)
class CostYear:
    """One year of the plan: amounts in euro as text, empty where there is nothing."""

    year: int
    once: str
    yearly: str
    work: str
    total: str


@dataclass(frozen=True)
class CostPanel:
    """What `duties/_costs.html` shows. `add_url` is empty for who may not edit."""

    rows: list[CostRow]
    years: list[CostYear]
    add_url: str


def cost_panel(actor: Actor, authority: Authority, kind: str, record_id: UUID) -> CostPanel | None:
    """The costs of a record for this reader; None for who reads no money. One statement."""
    if not actor.holds(P.COST_SEE, authority.pk):
        return None
    edits = actor.holds(P.COST_EDIT, authority.pk)
    lines = queries.costs_of(record_id)
    return CostPanel(
        [_row(line, authority, edits=edits) for line in lines],
        plan_years(lines),
        reverse("duties-cost-add", args=[authority.slug, kind, record_id]) if edits else "",
    )


def plan_years(lines: list[CostLine]) -> list[CostYear]:
    """The coming years, six at most, as far as something falls due; from this one, or from the first line. Without lines nothing."""
    if not lines:
        return []
    first = max(clock.today().year, min(line.first.year for line in lines))
    sums = multi_year([line.cost for line in lines], first)
    while len(sums) > 1 and not sums[-1].total:  # nothing more falls due
        sums.pop()
    return [_year(row) for row in sums]


def _year(row: YearSum) -> CostYear:
    return CostYear(
        row.year, *(digits(value) if value else "" for value in (row.once, row.yearly, row.work, row.total))
    )


def _row(line: CostLine, authority: Authority, *, edits: bool) -> CostRow:
    remove = reverse("duties-cost-remove", args=[authority.slug, line.pk]) if edits else ""
    return CostRow(line.title, what(line), euro(line.cost.each), remove)


def what(line: CostLine) -> str:
    """*elk jaar van 1/01/2026 tot en met 31/12/2028*, *2,5 persoonsdagen aan 520 euro, op 3/02/2026*."""
    first = dates.table_date(line.first)
    if line.kind == CostKind.YEARLY:
        until = f" tot en met {dates.table_date(line.last)}" if line.last else ""
        return f"elk jaar vanaf {first}{until}"
    if line.kind == CostKind.PERSON_DAYS:
        days = dates.number(line.days.normalize() if line.days % 1 else int(line.days))
        noun = gettext("persoonsdag") if line.days == 1 else gettext("persoonsdagen")
        return f"{days} {noun} aan {euro(line.amount)}, op {first}"
    return f"eenmalig op {first}"


def euro(value: Decimal) -> str:
    """*1 250,50 euro*, and *3 180 euro* when there are no cents."""
    return f"{digits(value)} euro"


def digits(value: Decimal) -> str:
    """*1 250,50*, and *3 180* when there are no cents."""
    whole, cents = divmod(int(value * 100), 100)
    return f"{dates.number(whole)},{cents:02}" if cents else dates.number(whole)
