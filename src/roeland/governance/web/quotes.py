"""Offertes beside an advice: the comparison on its page, and each step of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from roeland.duties.serving import sealed_file
from roeland.governance import actions
from roeland.governance.models import Advice, AdviceOption, Quote
from roeland.governance.queries import advice as advices
from roeland.governance.queries import quotes as queries
from roeland.governance.rules import P, may_choose, may_gather
from roeland.governance.values import COMPARED_YEARS
from roeland.governance.words import euro
from roeland.kernel import clock
from roeland.kernel.decision import Denied
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, said, sent
from roeland.ui import dates
from roeland.ui.form import DateField, FileField, Form


class QuoteForm(Form):
    """What a supplier asks, with the paper that says so."""

    supplier = forms.CharField(label=gettext_lazy("Leverancier"), max_length=120)
    option = forms.ChoiceField(label=gettext_lazy("Voor welke optie"), required=False)
    once = forms.DecimalField(
        label=gettext_lazy("Eenmalig, in euro"), localize=True, min_value=0, max_digits=12, decimal_places=2, initial=0
    )
    yearly = forms.DecimalField(
        label=gettext_lazy("Per jaar, in euro"), localize=True, min_value=0, max_digits=12, decimal_places=2, initial=0
    )
    quoted_on = DateField(label=gettext_lazy("Datum van de offerte"))
    valid_until = DateField(label=gettext_lazy("Geldig tot en met"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Wat erin zit, wat niet"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld: zonder opleiding, met vijf jaar garantie."),
    )
    content = FileField(label=gettext_lazy("Bestand"), required=False)
    link = forms.CharField(
        label=gettext_lazy("Of een link"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Een offerte is er pas met een bestand of een link."),
    )

    def __init__(self, options: Sequence[AdviceOption], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if not options:
            del self.fields["option"]
            return
        told = [(row.position, f"{row.position}. {row.title}") for row in options]
        self.fields["option"].choices = [(0, _("het hele advies")), *told]  # type: ignore[attr-defined]

    def clean_option(self) -> int:
        """Its position; 0 is the whole advice."""
        return int(self.cleaned_data["option"] or 0)


class ReasonForm(Form):
    """Why this one."""

    reason = forms.CharField(
        label=gettext_lazy("Waarom deze"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def context_of(request: Request, advice: Advice, options: Sequence[AdviceOption]) -> dict[str, Any]:
    """What the page of an advice shows of its quotes, for who reads its text. One statement, two for who may choose."""
    rows = queries.quotes_of(advice)
    gathers = queries.gathers(request.actor, advice)
    if not rows and not gathers:
        return {}
    titles = {row.position: row.title for row in options}
    chosen = next((row for row in rows if row.chosen_on), None)
    open_ = gathers and not isinstance(may_gather(advice.status, chosen=chosen is not None), Denied)
    return {
        "quotes": [
            (
                one,
                euro(one.quote.once),
                euro(one.quote.yearly),
                euro(one.quote.whole),
                _steps(request, advice, one, rows, open_),
            )
            for one in queries.comparison(rows, titles, clock.today())
        ],
        "quote_chosen": chosen,
        "quote_add_url": url(request, "governance-quote-new", advice.pk) if open_ else "",
        "quote_years": COMPARED_YEARS,
    }


def _steps(
    request: Request, advice: Advice, one: queries.Compared, rows: list[Quote], open_: bool
) -> list[tuple[str, str]]:
    """(infinitive, address) of what this actor may do with a quote now."""
    pk, found = one.quote.pk, list[tuple[str, str]]()
    if may(request, P.QUOTE_CHOOSE) and not one.quote.chosen_on and _choice(request, advice, one.quote, rows) is None:
        found.append((_("Kiezen"), url(request, "governance-quote-choose", pk)))
    if open_:
        found.append((_("Verwijderen"), url(request, "governance-quote-remove", pk)))
    return found


def _choice(request: Request, advice: Advice, quote: Quote, rows: list[Quote]) -> str | None:
    """Why this actor may not choose this quote; None when he may."""
    alone = {row.added_by_id for row in rows} <= set(request.actor.person_ids)
    valid = quote.valid_until is None or quote.valid_until >= clock.today()
    decision = may_choose(advice.status, alone=alone, valid=valid)
    return decision.reason if isinstance(decision, Denied) else None


def _advice_or_404(request: Request, pk: UUID) -> Advice:
    """The advice whose text this actor reads and beside which he puts quotes."""
    found = advices.one(one_authority(request), pk)
    if found is None or not advices.readable(request.actor, found) or not queries.gathers(request.actor, found):
        raise Http404
    crumb(request, _("Offerte toevoegen"))
    return found


def _quote_or_404(request: Request, pk: UUID) -> Quote:
    """The quote of an advice whose text this actor reads; absent and refused are the same 404."""
    found = queries.one(request.actor, one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, str(found))
    return found


def _back(quote: Quote) -> str:
    return reverse("governance-advice", args=[quote.advice.authority.slug, quote.advice_id]) + "#offertes"


@page(P.ADVICE_SEE)
@require_http_methods(["GET", "POST"])
def new(request: Request, pk: UUID) -> HttpResponse:
    """Put a quote beside an advice."""
    row = _advice_or_404(request, pk)
    back = url(request, "governance-advice", row.pk) + "#offertes"
    form = QuoteForm(advices.options_of(row), sent(request), request.FILES or None)

    def do() -> None:
        data = dict(form.cleaned_data)
        file = data.pop("content")
        more = {"content": file.file, "name": file.name} if file else {}
        actions.keep_quote(request.actor, advice=row, **data, **more)

    if posted(request, form, do):
        return said(request, _("Offerte bewaard. Ze staat in de vergelijking."), back)
    return ask(
        request,
        form,
        title=_("Offerte toevoegen"),
        lede=f"{row.number} {row.title}".strip(),
        submit=_("Offerte bewaren"),
        back=back,
        files=True,
    )


@page(P.ADVICE_SEE)
@require_http_methods(["GET", "POST"])
def choose(request: Request, pk: UUID) -> HttpResponse:
    """Choose one of the quotes, with the reason."""
    quote = _quote_or_404(request, pk)
    if not may(request, P.QUOTE_CHOOSE):
        raise Http404
    rows = queries.quotes_of(quote.advice)
    form = ReasonForm(sent(request))
    if posted(
        request,
        form,
        lambda: actions.choose_quote(request.actor, advice=quote.advice, quote=quote, **form.cleaned_data),
    ):
        return said(request, _("Gekozen. De reden staat bij de vergelijking."), _back(quote))
    told = _("%(once)s euro eenmalig, %(yearly)s euro per jaar. Er zijn %(count)s om te vergelijken.")
    return ask(
        request,
        form,
        warning=_choice(request, quote.advice, quote, rows) if not form.is_bound else None,
        title=_("De offerte van %(supplier)s kiezen") % {"supplier": quote.supplier},
        lede=told
        % {
            "once": euro(quote.once),
            "yearly": euro(quote.yearly),
            "count": dates.plural(len(rows), _("offerte"), _("offertes")),
        },
        submit=_("Kiezen"),
        away=_("Nog niet"),
        back=_back(quote),
    )


@page(P.ADVICE_SEE)
@require_http_methods(["GET", "POST"])
def remove(request: Request, pk: UUID) -> HttpResponse:
    """Take a quote away, asked once."""
    quote = _quote_or_404(request, pk)
    if not queries.gathers(request.actor, quote.advice):
        raise Http404
    form = Form(sent(request))
    if posted(request, form, lambda: actions.remove_quote(request.actor, advice=quote.advice, quote=quote)):
        return said(request, _("Verwijderd. Het logboek bewaart dat de offerte er was."), _back(quote))
    return ask(
        request,
        form,
        title=_("De offerte van %(supplier)s verwijderen?") % {"supplier": quote.supplier},
        submit=_("Verwijderen"),
        away=_("Laten staan"),
        kind="danger",
        back=_back(quote),
    )


@page(P.ADVICE_SEE)
@require_GET
def file(request: Request, pk: UUID) -> HttpResponseBase:
    """The sealed file of a quote, always as a download."""
    quote = _quote_or_404(request, pk)
    if not quote.sha256:
        raise Http404
    return sealed_file(quote.sha256, quote.name)
