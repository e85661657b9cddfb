"""The page that answers a question about a document which somebody was asked to read."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roeland.acceptance import actions
from roeland.acceptance.queries import rounds
from roeland.acceptance.queries.records import address
from roeland.acceptance.rules import P
from roeland.acceptance.web.forms import TextForm
from roeland.documents import queries as papers
from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.pages import ask, tried


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Answer a question about a document."""
    row = rounds.question(one_authority(request), pk)
    if row is None or not papers.may(request.actor, P.ANSWER, row):
        raise Http404
    form = TextForm(request.POST or None)
    form.fields["text"].label = _("Je antwoord")
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if tried(form, lambda: actions.answer(request.actor, question=row, text=text)):
            follows = rounds.may_follow(request.actor, row.asked.offer)
            return redirect(address(row.asked.offer) if follows else "/")
    request.crumb = _("Vraag")
    return ask(
        request,
        form,
        title=_("Vraag over “%(title)s”") % {"title": row.asked.offer.document.title},
        lede=row.text,
        note=_("%(person)s leest je antwoord bij het document.") % {"person": row.asked.person},
        submit=_("Antwoorden"),
        back=address(row.asked.offer),
        away=_("Nog niet"),
    )
