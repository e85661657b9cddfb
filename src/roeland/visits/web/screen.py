"""*Op het scherm tonen*: one authority on screen, and back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from roeland.kernel import focus
from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import SIGNED_IN, page


@page(SIGNED_IN)
@require_POST
def begin(request: Request) -> HttpResponse:
    """From now on this session shows nothing of another authority."""
    place = one_authority(request)
    focus.begin(request.session, place.pk, focus.SCREEN)
    return redirect("duties-today", place.slug)


@page(SIGNED_IN)
@require_POST
def end(request: Request) -> HttpResponse:
    """All authorities may be on screen again."""
    focus.end(request.session)
    return redirect("duties-today-all")
