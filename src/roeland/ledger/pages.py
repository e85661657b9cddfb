"""What every page with a verb shares: running the verb for a form or a button, and the page of one question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.kernel.http import Request
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.values import grounds
from roeland.ui.form import Form
from roeland.ui.undo import Undo, say


def sent(request: Request) -> Any:
    """What was posted; None when the page is only asked for. A form without fields is bound too once it is sent."""
    return request.POST if request.method == "POST" else None


def tried(form: Form, do: Callable[[], object]) -> bool:
    """Run a verb with what a form holds; refusals become errors of the form, a missing right the same 404 as an absent row."""
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


def posted(request: Request, form: Form, do: Callable[[], object]) -> bool:
    """Whether the form was sent, holds what it should, and the verb took it."""
    return request.method == "POST" and form.is_valid() and tried(form, do)


def pressed(request: Request, do: Callable[[], object], done: str) -> bool:
    """Run a verb behind a single button; say what happened (nothing when `done` is empty) or why it did not."""
    try:
        do()
    except NotAllowed as error:
        raise Http404 from error
    except (Invalid, Refused) as error:
        messages.error(request, str(error))
        return False
    if done:
        messages.success(request, done)
    return True


def said(request: Request, words: str, where: str, undo: Undo | None = None) -> HttpResponse:
    """Go to a page and say there what happened, with the verb that takes it back when there is one."""
    say(request, words, undo)
    return redirect(where)


def ask(request: Request, form: Form, **words: object) -> HttpResponse:
    """The page of one question. Faulty input answers 422.

    Words: `title`, `submit`, `back` (URL), and where needed `lede`, `away` (words of the way back), `kind` (of the button),
    `warning` (why it cannot be done: then there is no form), `fixed` (what is fixed afterwards), `quote`, `facts` (a list),
    `note`, `files` (True: the form sends files), `other` (another verb), `banner` (whose eyes the page is for),
    `template` (one that extends `ui/ask.html`).
    """
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "kind": "primary", "away": _("Terug"), **words}
    return render(request, str(words.get("template", "ui/ask.html")), context, status=status)


def ground_choices() -> list[tuple[str, str]]:
    """The grounds of data/erasure.yaml with where they stand."""
    return [(ground.id, f"{ground.nl} ({ground.source})") for ground in grounds().values()]


class EraseForm(Form):
    """On which ground something is erased, and why."""

    ground = forms.ChoiceField(label=gettext_lazy("Grondslag"), choices=ground_choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reden"),
        max_length=500,
        widget=forms.Textarea,
        help_text=gettext_lazy("Grondslag en reden komen in het logboek. Herhaal er niet wat weg moet."),
    )
