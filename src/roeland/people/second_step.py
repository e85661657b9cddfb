"""The second step (a code from an app) as a condition of what is closed. One rule for every room that shows such a thing.

allauth writes in the session how and when somebody proved who he is; a log-in with a code and a code that is typed later count alike.
A page that needs it calls `require`; who must still take it sees the page that asks for the code instead, or the words and the way for
who has no second step yet. A token of the API is a secret of its own and is not asked for more.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.http import Request
from roeland.kernel.page import Instead
from roeland.people.queries import profiles
from roeland.people.values import SECOND_STEP_HOURS, SECOND_STEP_ROLES, SecondStep

METHOD = "mfa"  # what allauth calls a code from an app or a recovery code


class SecondStepNeeded(Instead):
    """This page is shown after a second step only."""

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page that asks for the code, and back to where one was; without a second step, the words and the way to it."""
        back = request.get_full_path() if request.method == "GET" else "/"
        if is_mfa_enabled(request.user):
            messages.info(request, _("Dit stuk is niet voor iedereen. Vul eerst de code uit je app in."))
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")
        return render(request, "people/second_step.html", {"back": back}, status=403)


def passed(request: HttpRequest) -> bool:
    """Whether a second step was taken in this session, not longer than SECOND_STEP_HOURS ago."""
    oldest = (clock.now() - timedelta(hours=SECOND_STEP_HOURS)).timestamp()
    records = get_authentication_records(request, request.user)
    return any(one.get("method") == METHOD and one.get("at", 0) >= oldest for one in records)


def asked_of(request: Request, authority_id: UUID) -> bool:
    """Whether this authority asks a second step of this person: of everybody, or of who holds a role of elected people."""
    if SECOND_STEP_ROLES & set(request.actor.rights_in(authority_id).roles):
        return True
    profile = profiles([authority_id]).get(authority_id)
    return profile is not None and profile.second_step == SecondStep.EVERYONE


def require(request: Request, authority_id: UUID) -> None:
    """Raise SecondStepNeeded for who must still take it. At most one statement."""
    if not passed(request) and asked_of(request, authority_id):
        raise SecondStepNeeded


def fresh(request: HttpRequest, minutes: int) -> bool:
    """Whether a code was typed in this session, not longer than `minutes` ago."""
    oldest = (clock.now() - timedelta(minutes=minutes)).timestamp()
    records = get_authentication_records(request, request.user)
    return any(one.get("method") == METHOD and one.get("at", 0) >= oldest for one in records)


def require_fresh(request: HttpRequest, minutes: int) -> None:
    """Raise SecondStepNeeded unless a code was typed just now, whatever the authority asks: for what is shown once."""
    if not fresh(request, minutes):
        raise SecondStepNeeded
