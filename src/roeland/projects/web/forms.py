"""The forms of this room."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.duties import providers
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.people.pages import PersonField, offer
from roeland.projects import library
from roeland.projects.models import Project
from roeland.projects.queries import portfolio
from roeland.projects.values import Case, ProjectText, Reply
from roeland.ui.form import DateField, Form

ROLES = [("", _("Kies een rol")), *((role.id, role.nl) for role in RIGHTS.roles.values())]


def area(rows: int = 3) -> forms.Textarea:
    """A text over several lines."""
    return forms.Textarea(attrs={"rows": rows})


def money(label: Any, *, help_text: Any = "") -> forms.DecimalField:
    """An amount in euro."""
    return forms.DecimalField(
        label=label, help_text=help_text, localize=True, min_value=0, max_digits=11, decimal_places=2
    )


class ProgrammeForm(Form):
    """A programme in words."""

    title = forms.CharField(label=_("Naam"), max_length=200)
    aim = forms.CharField(label=_("Wat het wil bereiken"), widget=area(), required=False)
    owner = PersonField(_("Wie het trekt"), required=False)

    def __init__(self, authority: Authority, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, authority, "owner")


class ProjectForm(Form):
    """What a project is, who does it, when, what it serves."""

    title = forms.CharField(label=_("Titel"), max_length=200)
    summary = forms.CharField(
        label=_("Waarover het gaat"),
        widget=area(4),
        help_text=_("Twee of drie zinnen. De directeur leest ze in de Tekenmap."),
    )
    programme: Any = forms.ModelChoiceField(
        label=_("Programma"), queryset=None, required=False, empty_label=_("Geen programma")
    )
    leader = PersonField(_("Projectleider"), required=False)
    sponsor = PersonField(_("Opdrachtgever"), required=False)
    planned_start = DateField(label=_("Geplande start"), required=False)
    planned_end = DateField(label=_("Gepland einde"), required=False)
    serves = forms.CharField(
        label=_("Waarvoor het dient"),
        widget=area(),
        required=False,
        help_text=_("Een doelstelling, een terugkerende taak, een maatregel of een document, in je eigen woorden."),
    )
    serves_kind = forms.ChoiceField(label=_("Verwijs naar een gegeven: soort"), required=False)
    serves_id = forms.CharField(
        label=_("Verwijs naar een gegeven: kenmerk"),
        required=False,
        max_length=36,
        help_text=_("Het laatste stuk van het adres van dat gegeven."),
    )

    def __init__(self, authority: Authority, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, authority, "leader", "sponsor")
        rows = portfolio.programmes([authority.pk])
        self.fields["programme"].queryset = rows  # type: ignore[attr-defined]
        kinds = sorted(((one.kind, str(one.label)) for one in providers.KINDS.values()), key=lambda pair: pair[1])
        self.fields["serves_kind"].choices = [("", _("Geen verwijzing")), *kinds]  # type: ignore[attr-defined]

    @staticmethod
    def of(row: Project) -> dict[str, Any]:
        """What the form shows of a project."""
        names = "title summary programme leader sponsor planned_start planned_end serves serves_kind".split()
        return {name: getattr(row, name) for name in names} | {"serves_id": str(row.serves_id or "")}

    @property
    def wording(self) -> ProjectText:
        """As the verbs take it."""
        data = self.cleaned_data
        names = "title summary serves planned_start planned_end serves_kind serves_id".split()
        return ProjectText(**{name: data[name] for name in names})

    @property
    def people(self) -> dict[str, Any]:
        """Programme, leader and sponsor."""
        return {name: self.cleaned_data[name] for name in ("programme", "leader", "sponsor")}


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Reden"), widget=area())


class PresentForm(Form):
    """Laying a project before the director; `asks`: it needs the DPO's advice or the reason why not."""

    no_advice = forms.CharField(
        label=_("Waarom het zonder advies van de functionaris kan"),
        widget=area(),
        required=False,
        help_text=_("Het project verwerkt persoonsgegevens en de functionaris adviseerde nog niet."),
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["no_advice"]


class NoteForm(Form):
    """Something beside a decision."""

    note = forms.CharField(label=_("Toelichting"), widget=area(), required=False)


class MilestoneForm(Form):
    """What is there on which day."""

    title = forms.CharField(label=_("Wat er dan is"), max_length=200)
    due = DateField(label=_("Tegen wanneer"))


class ReachedForm(Form):
    """Since when a milestone is there."""

    on = DateField(label=_("Gehaald op"))
    note = forms.CharField(label=_("Toelichting"), max_length=300, required=False)


class DaysForm(Form):
    """Person-days of a group."""

    group = forms.CharField(label=_("Wie werkt"), max_length=80, help_text=_("Bijvoorbeeld: ICT-dienst."))
    planned = forms.DecimalField(label=_("Gepland"), localize=True, min_value=0, max_digits=6, decimal_places=2)
    used = forms.DecimalField(
        label=_("Al gebruikt"), localize=True, min_value=0, max_digits=6, decimal_places=2, required=False
    )

    def clean_used(self) -> Decimal:
        """None becomes zero: what the verb takes."""
        return self.cleaned_data["used"] or Decimal(0)


class PlanForm(Form):
    """A section of the security plan."""

    text = forms.CharField(label=_("Tekst"), widget=area(8), required=False)


class IntakeForm(Form):
    """One radio per question, and a note. What has no answer stays open."""

    note = forms.CharField(label=_("Toelichting"), widget=area(), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for question in library.intake().questions:
            self.fields[question.id] = forms.ChoiceField(
                label=question.nl,
                choices=[(r.value, r.label) for r in Reply],
                widget=forms.RadioSelect,
                required=False,
            )

    @property
    def answers(self) -> dict[str, str]:
        """Only what was answered."""
        return {name: value for name, value in self.cleaned_data.items() if name != "note" and value}

    @property
    def chapters(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Fields under the heading of their chapter."""
        data = library.intake()
        return [(words, [self[q.id] for q in data.questions if q.chapter == name]) for name, words in data.chapters]


class AdviceForm(Form):
    """Whether a DPIA is needed, and why."""

    needed = forms.ChoiceField(
        label=_("Je advies"),
        choices=[("yes", _("Een DPIA is nodig")), ("no", _("Een DPIA is niet nodig"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Waarop je advies steunt"), widget=area(4))


class TakeForm(Form):
    """Who does a measure, by when."""

    due = DateField(label=_("Tegen wanneer"))
    lead_role = forms.ChoiceField(label=_("Welke rol"), choices=ROLES, required=False)
    person = PersonField(_("Of welke persoon"), required=False)

    def __init__(self, authority: Authority, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, authority, "person")


class CaseForm(Form):
    """Damage, chance and effect of a business case."""

    what = forms.CharField(label=_("Wat er zonder dit project misloopt"), widget=area(4))
    low = money(_("Schade, laag geraamd"), help_text=_("Wat één keer misloopt kost, in euro."))
    likely = money(_("Schade, waarschijnlijk"))
    high = money(_("Schade, hoog geraamd"))
    chance = forms.DecimalField(
        label=_("Kans per jaar, in procent"), localize=True, min_value=0, max_value=100, decimal_places=2
    )
    effect = forms.DecimalField(
        label=_("Hoeveel het project vermijdt, in procent"), localize=True, min_value=0, max_value=100, decimal_places=2
    )
    years = forms.IntegerField(label=_("Termijn in jaren"), min_value=1, max_value=15)
    source = forms.CharField(label=_("Waar de cijfers vandaan komen"), widget=area(), required=False)

    @property
    def case(self) -> Case:
        """As the verb takes it."""
        return Case(
            **{name: self.cleaned_data[name] for name in ("low", "likely", "high", "chance", "effect", "years")}
        )


class BudgetForm(Form):
    """An amount for a year."""

    of_year = forms.IntegerField(label=_("Jaar"), min_value=2000, max_value=2999)
    euro = money(_("Bedrag in euro"))


class YearBudgetForm(BudgetForm):
    """What the authority granted for a year."""

    decision = forms.CharField(
        label=_("Besluit"),
        max_length=200,
        required=False,
        help_text=_("Bijvoorbeeld: meerjarenplan, raad van 17 december 2025."),
    )


class PaymentForm(Form):
    """What was really spent."""

    title = forms.CharField(label=_("Waarvoor"), max_length=200)
    euro = money(_("Bedrag in euro"))
    paid_on = DateField(label=_("Betaald op"))
    reference = forms.CharField(label=_("Factuur of bestelbon"), max_length=80, required=False)
