"""*Herinneringen*: how often somebody gets the mail with what there is to do. One choice for all authorities where he works."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.duties import actions, queries
from roeland.kernel.http import Request
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.pages import ask, said, tried
from roeland.people.models import Account
from roeland.ui.form import Form

CHOICES = (
    ("daily", gettext_lazy("elke werkdag")),
    ("weekly", gettext_lazy("elke maandag")),
    ("never", gettext_lazy("nooit")),
)


class RemindersForm(Form):
    """Daily, weekly or never."""

    frequency = forms.ChoiceField(
        label=gettext_lazy("Hoe vaak"),
        widget=forms.RadioSelect,
        choices=CHOICES,
        help_text=gettext_lazy(
            "Eén mail over al je besturen samen, tijdens de werkuren. Over een lopende klok krijg je altijd mail."
        ),
    )


@page(SIGNED_IN)
def reminders(request: Request) -> HttpResponse:
    """Show and keep the choice."""
    account = Account.objects.get(pk=request.actor.account_id)
    chosen = queries.reminders_of(request.actor) or ("daily" if account.digest else "never")
    form = RemindersForm(request.POST or None, initial={"frequency": chosen})
    request.crumb = _("Herinneringen")
    if request.method == "POST" and form.is_valid():
        frequency = form.cleaned_data["frequency"]
        if tried(form, lambda: actions.choose_everywhere(request.actor, account=account, frequency=frequency)):
            return said(request, _("Je keuze is bewaard."), reverse("people-me"))
    return ask(
        request,
        form,
        title=_("Hoe vaak wil je een mail met wat er te doen is?"),
        submit=_("Keuze bewaren"),
        away=_("Niets veranderen"),
        back=reverse("people-me"),
    )
