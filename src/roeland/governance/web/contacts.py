"""Contacten: the directory, the crisis list on screen and paper, and each verb on a contact."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roeland.governance import actions, printing
from roeland.governance.contact_paper import crisis_list
from roeland.governance.models import Contact
from roeland.governance.queries import contacts as queries
from roeland.governance.rules import P
from roeland.governance.web import common
from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, pressed, said
from roeland.people.pages import here
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import Form
from roeland.ui.tables import Column, Filter, Table

NAMES = ("organisation", "name", "job", "phone", "after_hours", "email", "what_for", "inside", "crisis")


class ContactForm(Form):
    """Who, how and what for."""

    organisation = forms.CharField(label=gettext_lazy("Organisatie of dienst"), max_length=120)
    name = forms.CharField(label=gettext_lazy("Naam"), max_length=120, required=False)
    job = forms.CharField(label=gettext_lazy("Functie"), max_length=120, required=False)
    phone = forms.CharField(label=gettext_lazy("Telefoon"), max_length=40, required=False)
    after_hours = forms.CharField(label=gettext_lazy("Buiten de uren"), max_length=40, required=False)
    email = forms.CharField(label=gettext_lazy("Mail"), max_length=254, required=False)
    what_for = forms.CharField(label=gettext_lazy("Waarvoor"), max_length=200, required=False)
    inside = forms.BooleanField(label=gettext_lazy("Dit is iemand van het eigen bestuur"), required=False)
    crisis = forms.BooleanField(label=gettext_lazy("Op de crisislijst"), required=False)


def _checked(row: Contact) -> object:
    if row.stale(clock.today()):
        return c.Status(
            c.State.TODAY, _("na te kijken sinds %(checked_on)s") % {"checked_on": dates.table_date(row.checked_on)}
        )
    return row.checked_on


def _unbroken(number: str) -> str:
    """A telephone number on one line."""
    return number.replace(" ", dates.HARD_SPACE)


def _by_kind(rows: Any, value: str) -> Any:
    return rows.filter(crisis=True) if value == "crisis" else rows.filter(inside=value == "binnen")


class ContactTable(Table[Contact]):
    """The directory."""

    caption = gettext_lazy("Contacten")
    file_name = "contacten"
    noun = (gettext_lazy("contact"), gettext_lazy("contacten"))
    searchable = True
    search_label = gettext_lazy("Naam, organisatie of waarvoor")
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter(
            "soort",
            gettext_lazy("Soort"),
            (("binnen", "eigen bestuur"), ("buiten", "buiten het bestuur"), ("crisis", "crisislijst")),
            _by_kind,
        ),
    )
    columns = (
        Column(
            "organisatie",
            gettext_lazy("Organisatie"),
            lambda x: x.organisation,
            sort="organisation",
            link=lambda x: f"/{x.authority.slug}/contacten/{x.pk}/",
        ),
        Column("naam", gettext_lazy("Naam"), lambda x: ", ".join(p for p in (x.name, x.job) if p), sort="name"),
        Column("waarvoor", gettext_lazy("Waarvoor"), lambda x: x.what_for),
        Column("telefoon", gettext_lazy("Telefoon"), lambda x: _unbroken(x.phone), plain=lambda x: x.phone),
        Column(
            "buiten", gettext_lazy("Buiten de uren"), lambda x: _unbroken(x.after_hours), plain=lambda x: x.after_hours
        ),
        Column("crisis", gettext_lazy("Crisis"), lambda x: x.crisis, sort="crisis"),
        Column("nagekeken", gettext_lazy("Nagekeken"), _checked, sort="checked_on", plain=lambda x: x.checked_on),
    )

    def find(self, rows: Any, term: str) -> Any:
        """By name, organisation, function or what for."""
        return queries.matching(rows, term)


@page(P.CONTACT_SEE)
@require_GET
def directory(request: Request) -> HttpResponse:
    """Everybody to reach."""
    authorities = here(request, P.CONTACT_SEE)
    rows = queries.contacts([one.pk for one in authorities])
    table = ContactTable(request, rows)
    if export := table.export():
        return export
    one = request.authority is not None
    new_url = url(request, "governance-contact-new") if one and may(request, P.CONTACT_EDIT) else ""
    first = c.Verb(_("Contact toevoegen"), new_url, primary=True) if new_url else None
    context = {
        "table": table,
        "some": table.paging.total or table.filtered,
        "new_url": new_url,
        "crisis_url": url(request, "governance-crisis") if one else "",
        "empty": c.Empty(
            _("Er staan nog geen contacten."),
            _("Zet hier wie je belt als er iets misgaat, binnen en buiten het bestuur, ook buiten de uren."),
            first,
        ),
    }
    return render(request, "governance/contacts.html", context)


def contact_or_404(request: Request, pk: UUID) -> Contact:
    """The contact in scope; absent and refused are the same 404."""
    found = queries.contact(one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, str(found))
    return found


@page(P.CONTACT_SEE)
@require_GET
def sheet(request: Request, pk: UUID) -> HttpResponse:
    """One contact."""
    row = contact_or_404(request, pk)
    facts = [
        c.Definition(_("Organisatie"), row.organisation),
        c.Definition(_("Functie"), row.job or "-"),
        c.Definition(_("Telefoon"), row.phone or "-", f"tel:{row.phone}" if row.phone else ""),
        c.Definition(_("Buiten de uren"), row.after_hours or "-", f"tel:{row.after_hours}" if row.after_hours else ""),
        c.Definition(_("Mail"), row.email or "-", f"mailto:{row.email}" if row.email else ""),
        c.Definition(_("Waarvoor"), row.what_for or "-"),
        c.Definition(_("Nagekeken op"), row.checked_on),
    ]
    edits = may(request, P.CONTACT_EDIT)
    context = {
        "row": row,
        "facts": facts,
        "stale": row.stale(clock.today()),
        "check": c.Verb(_("Klopt nog"), url(request, "governance-contact-check", row.pk), post=True) if edits else None,
        "change_url": url(request, "governance-contact-change", row.pk) if edits else "",
        "end_url": url(request, "governance-contact-end", row.pk) if edits else "",
    }
    return render(request, "governance/contact.html", context)


@page(P.CONTACT_EDIT)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Add a contact."""
    authority, form = one_authority(request), ContactForm(request.POST or None)
    crumb(request, _("Nieuw contact"))
    back = url(request, "governance-contacts")
    if posted(request, form, lambda: actions.add_contact(request.actor, authority=authority, **form.cleaned_data)):
        return said(request, _("Toegevoegd aan de contacten."), back)
    return ask(request, form, title=_("Contact toevoegen"), submit=_("Toevoegen"), back=back)


@page(P.CONTACT_EDIT)
@require_http_methods(["GET", "POST"])
def change(request: Request, pk: UUID) -> HttpResponse:
    """Change a contact."""
    row = contact_or_404(request, pk)
    back = url(request, "governance-contact", row.pk)
    form = ContactForm(request.POST or None, initial={name: getattr(row, name) for name in NAMES})
    if posted(request, form, lambda: actions.change_contact(request.actor, contact=row, **form.cleaned_data)):
        return said(request, _("Bewaard, en vandaag nagekeken."), back)
    return ask(request, form, title=_("Contact wijzigen"), submit=_("Bewaren"), back=back)


@page(P.CONTACT_EDIT)
@require_POST
def check(request: Request, pk: UUID) -> HttpResponse:
    """Say that it is right."""
    row = contact_or_404(request, pk)
    pressed(request, lambda: actions.check_contact(request.actor, contact=row), _("Nagekeken vandaag."))
    return redirect(url(request, "governance-contact", row.pk))


@page(P.CONTACT_EDIT)
@require_http_methods(["GET", "POST"])
def end(request: Request, pk: UUID) -> HttpResponse:
    """Strike it."""
    row = contact_or_404(request, pk)
    form = Form(request.POST if request.method == "POST" else None)
    if posted(request, form, lambda: actions.end_contact(request.actor, contact=row)):
        return said(request, _("Geschrapt uit de contacten."), url(request, "governance-contacts"))
    return ask(
        request,
        form,
        title=_("Dit contact schrappen?"),
        lede=str(row),
        submit=_("Schrappen"),
        away=_("Laten staan"),
        back=url(request, "governance-contact", row.pk),
    )


@page(P.CONTACT_SEE)
@require_GET
def crisis(request: Request) -> HttpResponse:
    """Who is called in a crisis, for screen and print."""
    rows = queries.crisis(one_authority(request).pk)
    crumb(request, _("Crisislijst"))
    parts = [
        (_("Eigen bestuur"), [r for r in rows if r.inside]),
        (_("Buiten het bestuur"), [r for r in rows if not r.inside]),
    ]
    stale = sum(row.stale(clock.today()) for row in rows)
    context = {
        "parts": [part for part in parts if part[1]],
        "stale": stale,
        "pdf_url": url(request, "governance-crisis-pdf"),
    }
    return render(request, "governance/crisis.html", context)


@page(P.CONTACT_SEE)
@require_GET
def crisis_pdf(request: Request) -> HttpResponse:
    """The same on one sheet."""
    authority = one_authority(request)
    made = printing.draft_bytes(crisis_list(authority.name, queries.crisis(authority.pk), clock.now()))
    return common.download(made, f"{authority.slug}-crisislijst.pdf", "application/pdf")
