"""Beginning, writing, freezing and offering a report."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import page
from roeland.ledger.action import Invalid, Refused
from roeland.reports import actions, sections
from roeland.reports.models import Report
from roeland.reports.queries import reports
from roeland.reports.rules import P
from roeland.reports.sections import Section
from roeland.reports.values import Part
from roeland.reports.web.common import address, report_or_404
from roeland.ui.form import DateField, Form


class TextForm(Form):
    """The text of one section."""

    text = forms.CharField(label=gettext_lazy("Tekst"), required=False, widget=forms.Textarea(attrs={"rows": 12}))

    def __init__(self, section: Section, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("%(hint)s Een lege regel begint een nieuwe alinea.") % {"hint": section.hint}


class OfferForm(Form):
    """When the papers go out and when the council meets."""

    since = DateField(label=gettext_lazy("Stukken verstuurd op"))
    until = DateField(
        label=gettext_lazy("Zitting op"),
        help_text=gettext_lazy("Raadsleden lezen het openbaar deel van het versturen tot en met de zitting."),
    )


@page(P.PREPARE)
@require_POST
def start(request: Request) -> HttpResponse:
    """Begin the report of a year and open it."""
    try:
        year = int(request.POST.get("year", ""))
        actions.start(request.actor, authority=one_authority(request), year=year)
    except ValueError:
        messages.error(request, _("Kies een jaar."))
    except (Invalid, Refused) as error:
        messages.error(request, str(error))
    else:
        return redirect(address(request, "reports-report", year))
    return redirect(address(request, "reports-list"))


@page(P.PREPARE)
@require_http_methods(["GET", "POST"])
def text(request: Request, year: int, section: str) -> HttpResponse:
    """Write the text of a section."""
    report = report_or_404(request, year)
    found = next((item for item in sections.SECTIONS if item.key == section and item.hint), None)
    back = address(request, "reports-report", year, onderdeel=section, deel=_part_of(found).slug)
    if found is None or report.frozen:
        messages.error(request, _("Aan dit deel valt niets te schrijven."))
        return redirect(address(request, "reports-report", year))
    narrative = reports.texts(report)
    written = (narrative.annex if found.confidential_only else narrative.public).get(section, "")
    form = TextForm(found, request.POST or None, initial={"text": written})
    if request.method == "POST" and form.is_valid():
        try:
            actions.write(request.actor, report=report, section=section, text=form.cleaned_data["text"])
        except Invalid as error:
            form.take_errors(error.errors)
        except Refused as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, _("Bewaard. De tekst staat in het ontwerp."))
            return redirect(back)
    request.crumb = found.title
    return render(request, "reports/text.html", {"report": report, "section": found, "form": form, "back": back})


def _part_of(section: Section | None) -> Part:
    return Part.ANNEX if section is not None and section.confidential_only else Part.PUBLIC


@page(P.FREEZE)
@require_http_methods(["GET", "POST"])
def freeze(request: Request, year: int) -> HttpResponse:
    """Ask once, then freeze the figures for ever."""
    report = report_or_404(request, year)
    back = address(request, "reports-report", year)
    refused = ""
    if request.method == "POST":
        try:
            actions.freeze(request.actor, report=report)
        except Refused as error:
            refused = error.reason
        else:
            messages.success(
                request, _("Bevroren. Aan het jaarverslag %(year)s verandert niets meer.") % {"year": year}
            )
            return redirect(back)
    context = {
        "report": report,
        "back": back,
        "refused": refused,
        "missing": _missing(report),
        "running": year >= clock.today().year,
        "parts": list(Part),
    }
    request.crumb = _("Bevriezen")
    return render(request, "reports/freeze.html", context)


def _missing(report: Report) -> list[str]:
    narrative = reports.texts(report)
    return [
        section.title
        for section in sections.SECTIONS
        if section.hint and not (narrative.annex if section.confidential_only else narrative.public).get(section.key)
    ]


@page(P.OFFER)
@require_http_methods(["GET", "POST"])
def offer(request: Request, year: int) -> HttpResponse:
    """Say when the papers go to the council."""
    report = report_or_404(request, year)
    back = address(request, "reports-report", year)
    form = OfferForm(request.POST or None, initial={"since": report.council_from, "until": report.council_until})
    if request.method == "POST" and form.is_valid():
        try:
            actions.offer(request.actor, report=report, **form.cleaned_data)
        except Invalid as error:
            form.take_errors(error.errors)
        except Refused as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, _("Voorgelegd. Raadsleden lezen het openbaar deel tot en met de zitting."))
            return redirect(back)
    request.crumb = _("Aan de raad voorleggen")
    return render(request, "reports/offer.html", {"report": report, "form": form, "back": back})
