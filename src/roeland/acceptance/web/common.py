"""What the pages of this room share."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from roeland.acceptance.models import Offer
from roeland.acceptance.queries import rounds
from roeland.kernel.http import Request, one_authority
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ui.form import Form


def offer_or_404(request: Request, pk: UUID) -> Offer:
    """The round, for who may follow it; absent and refused are the same 404."""
    found = rounds.offer(one_authority(request), pk)
    if found is None or not rounds.may_follow(request.actor, found):
        raise Http404
    request.crumb = found.document.title  # type: ignore[attr-defined] # the frame shows it
    return found


def tried(form: Form, do: Callable[[], object]) -> bool:
    """Run a verb with what a form holds; refusals become errors of the form."""
    try:
        do()
    except Invalid as error:
        form.take_errors(error.errors)
    except Refused as error:
        form.add_error(None, error.reason)
    except NotAllowed as error:
        raise Http404 from error
    else:
        return True
    return False


def pressed(request: Request, do: Callable[[], object], done: str) -> bool:
    """Run a verb behind a single button; say what happened or why it did not."""
    try:
        do()
    except NotAllowed as error:
        raise Http404 from error
    except (Invalid, Refused) as error:
        messages.error(request, str(error))
        return False
    messages.success(request, done)
    return True


def said(request: Request, words: str, where: str) -> HttpResponse:
    """Go to a page and say there what happened."""
    messages.success(request, words)
    return redirect(where)


def ask(request: Request, form: Form, **words: object) -> HttpResponse:
    """The page of one question: title, lede, submit, back, away. Faulty input answers 422."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "acceptance/ask.html", {"form": form, **words}, status=status)
