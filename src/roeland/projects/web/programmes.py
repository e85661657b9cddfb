"""Programmes: started, worded otherwise, closed."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roeland.kernel.http import Request, crumb, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, said, sent
from roeland.projects import actions
from roeland.projects.models import Programme
from roeland.projects.queries import portfolio
from roeland.projects.rules import P
from roeland.projects.web.forms import ProgrammeForm
from roeland.projects.web.portfolio import WIDE
from roeland.ui import components as c
from roeland.ui.form import Form


@page(P.EDIT)
@require_http_methods(WIDE)
def programme_new(request: Request) -> HttpResponse:
    """Start a programme."""
    authority = one_authority(request)
    form, back = ProgrammeForm(authority, sent(request)), url(request, "projects-register")
    if posted(request, form, lambda: actions.start_programme(request.actor, authority=authority, **form.cleaned_data)):
        return said(request, _("Programma gestart. Projecten kunnen er nu bij horen."), back)
    return ask(request, form, title=_("Programma starten"), submit=_("Programma starten"), back=back)


def _programme_or_404(request: Request, pk: UUID) -> Programme:
    found = portfolio.programme(one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, found.title)
    return found


@page(P.EDIT)
@require_http_methods(WIDE)
def programme_change(request: Request, pk: UUID) -> HttpResponse:
    """Word a programme otherwise; from here it is closed too."""
    row = _programme_or_404(request, pk)
    values = {"title": row.title, "aim": row.aim, "owner": row.owner}
    form, back = ProgrammeForm(one_authority(request), sent(request), initial=values), url(request, "projects-register")
    if posted(request, form, lambda: actions.change_programme(request.actor, programme=row, **form.cleaned_data)):
        return said(request, _("Aangepast."), back)
    other = c.Verb(_("Programma afsluiten"), url(request, "projects-programme-close", row.pk), quiet=True)
    return ask(
        request, form, title=_("Programma wijzigen"), lede=row.title, submit=_("Bewaren"), back=back, other=other
    )


@page(P.EDIT)
@require_http_methods(WIDE)
def programme_close(request: Request, pk: UUID) -> HttpResponse:
    """Ask once, then close."""
    row = _programme_or_404(request, pk)
    form, back = Form(sent(request)), url(request, "projects-register")
    if posted(request, form, lambda: actions.close_programme(request.actor, programme=row)):
        return said(request, _("Programma afgesloten."), back)
    return ask(
        request,
        form,
        title=_("Dit programma afsluiten?"),
        lede=row.title,
        submit=_("Programma afsluiten"),
        away=_("Nog niet"),
        back=back,
    )
