"""The page that erases the text of one entry: what stays, what goes, on which ground. It cannot be undone."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import page
from roeland.ledger import queries
from roeland.ledger.action import Invalid, Refused
from roeland.ledger.actions import erase
from roeland.ledger.entries import ERASED, ROTATED
from roeland.ledger.pages import ground_choices
from roeland.ledger.queries import Told
from roeland.ledger.rules import PAYLOAD_ERASE
from roeland.ui.form import Form


class EraseForm(Form):
    """On which ground; one entry needs no other reason."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Grondslag"),
        choices=ground_choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies een grondslag.")},
        help_text=gettext_lazy("De grondslag komt in het logboek te staan en blijft daar."),
    )


def erasable(told: Told) -> bool:
    """Whether this entry has a text that may be erased at all."""
    return told.payload is not None and told.action not in (ERASED, ROTATED)


@page(PAYLOAD_ERASE)
@require_http_methods(["GET", "POST"])
def erase_text(request: Request, idx: int) -> HttpResponse:
    """Ask for the ground, then erase."""
    authority = one_authority(request)
    found = queries.entry(authority.pk, idx)
    if found is None:
        raise Http404
    (told,) = queries.tell([found])
    back = reverse("ledger-entry", args=[authority.slug, idx])
    if not erasable(told):
        messages.error(request, _("Van deze logregel is er geen tekst die gewist kan worden."))
        return redirect(back)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erase(request.actor, authority=authority, indices=[idx], ground=form.cleaned_data["ground"])
        except Invalid as error:
            form.take_errors(error.errors)
        except Refused as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, _("De tekst is gewist. De regel zelf en zijn plaats in het logboek blijven."))
            return redirect(back)
    request.crumb = _("Tekst wissen")
    return render(request, "ledger/erase.html", {"told": told, "form": form, "back": back})
