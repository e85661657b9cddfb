"""Routes on what somebody asks of Roeland for himself: how often it mails, and that a visit is over."""

from datetime import datetime
from typing import Any

from django.http import Http404
from ninja import Router, Schema, Status

from roeland.api.guard import ApiRequest, In, across, get_or_404, inside
from roeland.duties import actions, queries
from roeland.duties.rules import P
from roeland.people.models import Person

router = Router(tags=["mijn keuzes"])


class RemindersOut(Schema):
    """`frequency`: daily, weekly or never; the same in every authority."""

    frequency: str


class RemindersIn(In):
    frequency: str


class VisitOut(Schema):
    """The moment from which things are new at the next visit."""

    at: datetime


@router.get("/me/reminders", response=RemindersOut, operation_id="reminders")
@across
def reminders(request: ApiRequest) -> Any:
    """How often the owner of the token gets the mail with what there is to do."""
    return RemindersOut(frequency=queries.reminders_of(request.actor) or _by_account(request))


@router.post("/me/reminders", response=RemindersOut, operation_id="choose_reminders")
@across
def choose(request: ApiRequest, data: RemindersIn) -> Any:
    """Choose how often, for every authority at once."""
    actions.choose_everywhere(request.actor, account=request.auth.account, frequency=data.frequency)
    return RemindersOut(frequency=data.frequency)


def _by_account(request: ApiRequest) -> str:
    return "daily" if request.auth.account.digest else "never"


@router.post("/authorities/{slug:authority}/visits", response={201: VisitOut}, operation_id="mark_visit")
@inside(P.PLAN_DECIDE)
def close_visit(request: ApiRequest, authority: str) -> Any:
    """Close today's visit to the authority."""
    me = request.actor.person_in(request.authority.pk)
    if me is None:
        raise Http404
    person = get_or_404(Person, request, me)
    return Status(201, VisitOut(at=actions.mark_visit(request.actor, person=person).at))
