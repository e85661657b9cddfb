"""Communicatieplan: the messages of a year by month, and each verb on them."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from roeland.governance import actions
from roeland.governance.models import Message
from roeland.governance.queries import contacts as queries
from roeland.governance.rules import P
from roeland.governance.values import Channel
from roeland.governance.web import common
from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, said, tried
from roeland.people.pages import PersonField, here, persons_of
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import DateField, Form

FIRST_YEAR, LAST_YEAR = 2000, 2100
NAMES = ("title", "receivers", "channel", "due", "owner")


class MessageForm(Form):
    """What, to whom, by which way, when, by whom."""

    title = forms.CharField(label=gettext_lazy("Boodschap"), max_length=200)
    receivers = forms.CharField(
        label=gettext_lazy("Voor wie"),
        max_length=200,
        help_text=gettext_lazy("Bijvoorbeeld alle medewerkers, of de raadsleden."),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Kanaal"),
        choices=[("", gettext_lazy("Kies een kanaal")), *((o.value, o.label) for o in Channel)],
    )
    due = DateField(label=gettext_lazy("Wanneer"))
    owner = PersonField(
        gettext_lazy("Wie het doet"), required=False, help_text=gettext_lazy("Leeg: wie communicatie doet.")
    )

    def __init__(self, authority: Authority, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].queryset = persons_of(authority)  # type: ignore[attr-defined]


class DoneForm(Form):
    """When it went out."""

    on = DateField(label=gettext_lazy("Gebracht op"))
    note = forms.CharField(label=gettext_lazy("Hoe het ging"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class DropForm(Form):
    """Why not."""

    reason = forms.CharField(label=gettext_lazy("Reden"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def status_of(row: Message) -> c.Status:
    """Brought, dropped, late or planned."""
    if row.done_on:
        return c.Status(
            c.State.DONE_LATE if row.done_on > row.due else c.State.DONE,
            _("gebracht op %(done_on)s") % {"done_on": dates.list_date(row.done_on)},
        )
    if row.dropped_on:
        return c.Status(c.State.SKIPPED, _("vervallen"))
    today = clock.today()
    if row.due < today:
        return c.Status(c.State.LATE, dates.lateness(row.due, today))
    return c.Status(c.State.TODAY if row.due == today else c.State.PLANNED, dates.list_date(row.due))


def _year(request: Request) -> int:
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else clock.today().year  # noqa: PLR2004 -- a year
    return min(max(year, FIRST_YEAR), LAST_YEAR)


@page(P.MESSAGE_SEE)
@require_GET
def year(request: Request) -> HttpResponse:
    """The year, month by month."""
    authorities, wanted = here(request, P.MESSAGE_SEE), _year(request)
    found = queries.messages(wanted, [one.pk for one in authorities])
    writes = request.authority is not None and may(request, P.MESSAGE_EDIT)
    new_url = url(request, "governance-message-new") if writes else ""
    first = c.Verb(_("Boodschap plannen"), new_url, primary=True) if writes else None
    months = [
        (dates.MONTHS[key - 1], [(row, status_of(row)) for row in rows])
        for key, rows in groupby(found, key=lambda row: row.due.month)
    ]
    context = {
        "year": wanted,
        "months": months,
        "places": common.places(authorities),
        "lede": lede(found),
        "writes": writes,
        "new_url": new_url,
        "empty": c.Empty(
            _("In %(year)s is nog geen boodschap gepland.") % {"year": wanted},
            _("Een communicatieplan zegt wie wat wanneer hoort over informatieveiligheid, en langs welke weg."),
            first,
        ),
    }
    return render(request, "governance/messages.html", context)


def lede(found: list[Message]) -> str:
    """*Zes boodschappen, twee gebracht, één te laat.*"""
    if not found:
        return ""
    today = clock.today()
    done, late = sum(bool(row.done_on) for row in found), sum(row.open and row.due < today for row in found)
    words = dates.capital(dates.plural(len(found), "boodschap", "boodschappen", words=True))
    told = f", {dates.count_word(late)} {_('te laat')}" if late else ""
    return f"{words}, {dates.count_word(done)} {_('gebracht')}{told}."


def message_or_404(request: Request, pk: UUID) -> Message:
    """The message in scope; absent and refused are the same 404."""
    found = queries.message(one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, found.title)
    return found


@page(P.MESSAGE_SEE)
@require_GET
def sheet(request: Request, pk: UUID) -> HttpResponse:
    """One message."""
    row = message_or_404(request, pk)
    verbs = []
    if row.open and may(request, P.MESSAGE_EDIT):
        verbs = [
            c.Verb(_("Als gebracht noteren"), url(request, "governance-message-done", row.pk), primary=True),
            c.Verb(_("Wijzigen"), url(request, "governance-message-change", row.pk)),
            c.Verb(_("Laten vallen"), url(request, "governance-message-drop", row.pk)),
        ]
    facts = [
        c.Definition(_("Voor wie"), row.receivers),
        c.Definition(_("Kanaal"), Channel(row.channel).label),
        c.Definition(_("Wanneer"), row.due),
        c.Definition(_("Wie het doet"), str(row.owner) if row.owner else _("wie communicatie doet")),
    ]
    return render(
        request, "governance/message.html", {"row": row, "state": status_of(row), "facts": facts, "verbs": verbs}
    )


@page(P.MESSAGE_EDIT)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Plan a message."""
    authority = one_authority(request)
    form = MessageForm(authority, request.POST or None)
    crumb(request, _("Nieuwe boodschap"))
    back = url(request, "governance-messages")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: actions.plan_message(request.actor, authority=authority, **data)):
            return said(
                request, _("Gepland. De taak staat klaar voor wie het doet."), f"{back}?jaar={data['due'].year}"
            )
    return ask(request, form, title=_("Boodschap plannen"), submit=_("Plannen"), back=back)


@page(P.MESSAGE_EDIT)
@require_http_methods(["GET", "POST"])
def change(request: Request, pk: UUID) -> HttpResponse:
    """Change what still has to go out."""
    row = message_or_404(request, pk)
    back = url(request, "governance-message", row.pk)
    initial = {name: getattr(row, name) for name in NAMES}
    form = MessageForm(one_authority(request), request.POST or None, initial=initial)
    if posted(request, form, lambda: actions.change_message(request.actor, message=row, **form.cleaned_data)):
        return said(request, _("Aangepast. De taak schuift mee."), back)
    return ask(request, form, title=_("Boodschap wijzigen"), submit=_("Bewaren"), back=back)


@page(P.MESSAGE_EDIT)
@require_http_methods(["GET", "POST"])
def done(request: Request, pk: UUID) -> HttpResponse:
    """Say that it went out."""
    row = message_or_404(request, pk)
    back = url(request, "governance-message", row.pk)
    form = DoneForm(request.POST or None, initial={"on": clock.today()})
    if posted(request, form, lambda: actions.finish_message(request.actor, message=row, **form.cleaned_data)):
        return said(request, _("Genoteerd. De taak is gesloten."), back)
    return ask(
        request,
        form,
        title=_("Is deze boodschap gebracht?"),
        lede=row.title,
        submit=_("Noteren"),
        away=_("Nog niet"),
        back=back,
    )


@page(P.MESSAGE_EDIT)
@require_http_methods(["GET", "POST"])
def drop(request: Request, pk: UUID) -> HttpResponse:
    """Let it fall."""
    row = message_or_404(request, pk)
    back = url(request, "governance-message", row.pk)
    form = DropForm(request.POST or None)
    if posted(request, form, lambda: actions.drop_message(request.actor, message=row, **form.cleaned_data)):
        return said(request, _("Vervallen. De taak is overgeslagen, met je reden."), back)
    return ask(
        request, form, title=_("Deze boodschap laten vallen?"), lede=row.title, submit=_("Laten vallen"), back=back
    )
