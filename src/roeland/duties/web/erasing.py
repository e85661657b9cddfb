"""Erasing the file or the text of a piece of evidence: what stays, what goes, on which ground. It cannot be undone."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roeland.duties import actions
from roeland.duties.models import Evidence
from roeland.duties.rules import P, may_erase
from roeland.duties.values import EvidenceKind
from roeland.duties.web.common import task_or_404, task_url
from roeland.kernel.decision import Denied
from roeland.kernel.http import Request
from roeland.kernel.page import page
from roeland.ledger.pages import EraseForm, ask, said, tried


@page(P.EVIDENCE_ERASE)
@require_http_methods(["GET", "POST"])
def erase(request: Request, number: str, pk: UUID) -> HttpResponse:
    """Ask for the ground and the reason, then erase."""
    found = task_or_404(request, number)
    row = Evidence.objects.filter(pk=pk, task=found).first()
    if row is None:
        raise Http404
    decision = may_erase(row.kind, erased=row.erased_at is not None)
    form = EraseForm(request.POST if request.method == "POST" else None)
    back = task_url(found) + "#bewijs"
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: actions.erase_evidence(request.actor, evidence=row, **data)):
            return said(request, _("Gewist. De regel met afdruk, grootte en reden blijft staan."), back)
    what = _("Het bestand verdwijnt van de server.") if row.kind == EvidenceKind.FILE else _("De tekst verdwijnt.")
    lede = (
        what
        + " "
        + _(
            "Dat kan niet ongedaan gemaakt worden. De regel blijft: welk bewijs het was, wanneer het kwam, de afdruk en waarom "
            "het gewist is. Back-ups van vroeger en logregels bewaren wat ze hadden: kijk na of dat ook weg moet."
        )
    )
    return ask(
        request,
        form,
        warning=decision.reason if isinstance(decision, Denied) else "",
        title=_("Inhoud van “%(name)s” wissen?") % {"name": row},
        lede=lede,
        submit=_("Inhoud wissen"),
        kind="danger",
        away=_("Terug naar de taak"),
        back=back,
    )
