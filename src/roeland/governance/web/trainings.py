"""Vormingsplan: which training, for whom, by when, at what cost; planned, followed, dropped."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from roeland.governance import actions
from roeland.governance.models import Certificate, PlannedTraining
from roeland.governance.queries import trainings as queries
from roeland.governance.queries.files import Dossier
from roeland.governance.rules import P
from roeland.governance.values import PlanStatus
from roeland.governance.web.files import file_or_404, planned_state
from roeland.governance.words import figure
from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, one_authority, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.kernel.rights import RIGHTS
from roeland.ledger.pages import ask, posted, said, sent
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import DateField, Form
from roeland.ui.tables import Column, Filter, Table


class PlanForm(Form):
    """What is planned."""

    title = forms.CharField(label=gettext_lazy("Vorming"), max_length=200)
    provider = forms.CharField(label=gettext_lazy("Door wie"), max_length=120, required=False)
    due = DateField(label=gettext_lazy("Tegen wanneer"))
    hours = forms.DecimalField(label=gettext_lazy("Uren"), localize=True, max_digits=6, decimal_places=2)
    cost = forms.DecimalField(
        label=gettext_lazy("Kost in euro"),
        localize=True,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        initial=0,
        help_text=gettext_lazy("Komt vanzelf in het meerjarenplan, zonder naam."),
    )
    renews: "forms.ModelChoiceField[Certificate]" = forms.ModelChoiceField(
        label=gettext_lazy("Houdt dit certificaat geldig"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("geen certificaat"),
    )

    def __init__(self, one: Dossier, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["renews"].queryset = Certificate.objects.filter(file=one.file)  # type: ignore[attr-defined]


class FollowForm(Form):
    """When, and how long it took."""

    day = DateField(label=gettext_lazy("Gevolgd op"))
    hours = forms.DecimalField(label=gettext_lazy("Uren"), localize=True, max_digits=6, decimal_places=2)


class DropForm(Form):
    """Why not."""

    reason = forms.CharField(label=gettext_lazy("Waarom niet"), max_length=500)


def state_of(row: PlannedTraining) -> c.Status:
    """How it stands today."""
    return planned_state(row, clock.today())


def _by_status(rows: list[PlannedTraining], value: str) -> list[PlannedTraining]:
    if value == "te-laat":
        return [row for row in rows if row.status == PlanStatus.PLANNED and row.due < clock.today()]
    return [row for row in rows if row.status == value]


def _cost(row: PlannedTraining) -> str:
    return dates.euro(row.cost) if row.cost else ""


TITLE: Column[PlannedTraining] = Column(
    "vorming", gettext_lazy("Vorming"), lambda x: x.title, sort_key=lambda x: x.title.lower(), link=queries.address
)
PLACE: Column[PlannedTraining] = Column(
    "bestuur", gettext_lazy("Bestuur"), lambda x: x.authority.name, sort_key=lambda x: x.authority.name
)
REST: tuple[Column[PlannedTraining], ...] = (
    Column(
        "wie",
        gettext_lazy("Voor wie"),
        lambda x: str(x.file.mandate.person),
        sort_key=lambda x: x.file.mandate.person.family_name,
    ),
    Column("rol", gettext_lazy("Mandaat"), lambda x: RIGHTS.roles[x.file.mandate.role].nl),
    Column("tegen", gettext_lazy("Tegen"), lambda x: x.due, sort_key=lambda x: x.due),
    Column("uren", gettext_lazy("Uren"), lambda x: figure(x.hours), sort_key=lambda x: x.hours, numeric=True),
    Column("kost", gettext_lazy("Kost"), _cost, sort_key=lambda x: x.cost, numeric=True),
    Column("certificaat", gettext_lazy("Voor certificaat"), lambda x: x.renews.title if x.renews else ""),
    Column("status", gettext_lazy("Status"), state_of, sort_key=lambda x: x.status, plain=lambda x: state_of(x).text),
)


class PlanTable(Table[PlannedTraining]):
    """The plan of this year: all that is open, and what was followed or dropped since the first of January."""

    caption = gettext_lazy("Vormingsplan")
    file_name = "vormingsplan"
    noun = (gettext_lazy("vorming"), gettext_lazy("vormingen"))
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter(
            "status",
            gettext_lazy("Status"),
            (("te-laat", gettext_lazy("te laat")), *((s.value, s.label) for s in PlanStatus)),
            _by_status,
        ),
    )

    def __init__(self, request: Request, rows: list[PlannedTraining], *, many: bool) -> None:
        super().__init__(request, rows)
        self.columns = (TITLE, *((PLACE,) if many else ()), *REST)  # type: ignore[misc]


@page(SIGNED_IN)
@require_GET
def plan(request: Request) -> HttpResponse:
    """The plan in sight: everybody's for who reads mandates, the own one for its holder."""
    ids = [request.authority.pk] if request.authority else None
    today = clock.today()
    rows = queries.plan(today.replace(month=1, day=1), ids)
    table = PlanTable(request, rows, many=request.authority is None)
    if export := table.export():
        return export
    crumb(request, _("Vormingsplan"))
    context = {"table": table, "rows": rows, "lede": lede(queries.total(rows, today))}
    return render(request, "governance/training_plan.html", context)


def lede(found: queries.PlanSum) -> str:
    """*Drie vormingen gepland, waarvan één te laat, en twee gevolgd: samen 34 uur en 1 250 euro.*"""
    if not found.planned and not found.followed:
        return ""
    words = dates.capital(dates.plural(found.planned, _("vorming"), _("vormingen"), words=True)) + " " + _("gepland")
    if found.late:
        words += _(", waarvan %(n)s te laat") % {"n": dates.count_word(found.late)}
    if found.followed:
        words += _(", %(n)s gevolgd dit jaar") % {"n": dates.count_word(found.followed)}
    told = _("Samen %(hours)s uur en %(euro)s.")
    return f"{words}. {told % {'hours': figure(found.hours), 'euro': dates.euro(found.cost)}}"


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def new(request: Request, pk: UUID) -> HttpResponse:
    """Plan a training for the holder of a mandate."""
    one, file = file_or_404(request, pk)
    back = url(request, "governance-file", pk) + "#plan"
    form = PlanForm(one, sent(request))
    if posted(request, form, lambda: actions.plan_training(request.actor, file=file, **form.cleaned_data)):
        return said(request, _("Gepland. Anderhalve maand ervoor staat het op Vandaag."), back)
    return ask(
        request,
        form,
        title=_("Vorming plannen"),
        lede=str(one.mandate.person),
        submit=_("Plannen"),
        back=back,
    )


def _planned_or_404(request: Request, pk: UUID) -> PlannedTraining:
    """A planned training in sight that this actor keeps; absent and refused are the same 404."""
    found = queries.one(one_authority(request), pk)
    keeps = found is not None and (
        request.actor.holds(P.FILE_KEEP, found.authority_id) or found.grants(request.actor, P.FILE_KEEP)
    )
    if found is None or not keeps:
        raise Http404
    crumb(request, found.title)
    return found


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def follow(request: Request, pk: UUID) -> HttpResponse:
    """Note that it was followed."""
    row = _planned_or_404(request, pk)
    back = queries.address(row)
    form = FollowForm(sent(request), initial={"day": clock.today(), "hours": row.hours})
    if posted(request, form, lambda: actions.follow_training(request.actor, planned=row, **form.cleaned_data)):
        return said(request, _("Gevolgd. De uren tellen mee in het dossier."), back)
    return ask(request, form, title=_("Vorming gevolgd"), lede=row.title, submit=_("Noteren"), back=back)


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def drop(request: Request, pk: UUID) -> HttpResponse:
    """Say that it will not be followed."""
    row = _planned_or_404(request, pk)
    back = queries.address(row)
    form = DropForm(sent(request))
    if posted(request, form, lambda: actions.drop_training(request.actor, planned=row, **form.cleaned_data)):
        return said(request, _("Geschrapt. De kost staat niet meer in het meerjarenplan."), back)
    return ask(
        request,
        form,
        title=_("Deze vorming schrappen?"),
        lede=row.title,
        submit=_("Schrappen"),
        away=_("Laten staan"),
        back=back,
    )
