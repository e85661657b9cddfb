"""Verbs on services, teams and bodies."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.people.actions._rows import close, running, save
from roeland.people.facts import BodyAdded, BodyJoined, BodyLeft, TeamAdded, TeamChanged, TeamJoined
from roeland.people.models import Body, BodyMembership, Person, Team, TeamMembership
from roeland.people.rules import P


@action(P.PERSON_EDIT, TeamAdded)
def add_team(actor: Actor, *, authority: Authority, name: str, parent: Team | None = None) -> Team:
    """Add a service or team. Raises Invalid when the name is taken."""
    team = Team(authority=authority, audience="persons", name=name.strip(), parent=parent)
    save(team, _name_taken(team))
    state(TeamAdded(about=team, name=team.name))
    return team


@action(P.PERSON_EDIT, TeamChanged)
def change_team(actor: Actor, *, team: Team, name: str, parent: Team | None) -> Team:
    """Rename a team or hang it under another. Raises Invalid when that makes a circle or the name is taken."""
    team.name, team.parent = name.strip(), parent
    errors = _name_taken(team)
    above = parent
    while above is not None:
        if above.pk == team.pk:
            errors["parent"] = [_("Een dienst is geen deel van zichzelf.")]
            break
        above = above.parent
    save(team, errors)
    state(TeamChanged(about=team, name=team.name, parent=parent.name if parent else ""))
    return team


def _name_taken(team: Team) -> dict[str, list[str]]:
    taken = Team.objects.filter(authority=team.authority_id, name__iexact=team.name).exclude(pk=team.pk).exists()
    return {"name": ["Er is al een dienst met die naam."]} if taken else {}


@action(P.PERSON_EDIT, TeamJoined)
def join_team(actor: Actor, *, person: Person, team: Team, start: date | None = None) -> TeamMembership:
    """Place a person with a team from `start` (default today); memberships of other teams end the day before."""
    begin = start or clock.today()
    others = TeamMembership.objects.filter(person=person)
    if running(others.filter(team=team), begin).exists():
        raise Refused(_("%(person)s hoort al bij %(team)s.") % {"person": person, "team": team})
    close(others, begin - timedelta(days=1))
    membership = TeamMembership(
        authority_id=person.authority_id, audience="persons", person=person, team=team, start=begin
    )
    save(membership)
    state(TeamJoined(about=membership, name=str(person), team=team.name, start=begin))
    return membership


@action(P.MANDATE_APPOINT, BodyAdded)
def add_body(actor: Actor, *, authority: Authority, kind: str, name: str) -> Body:
    """Add a council, bureau, committee or service to the authority. Raises Invalid when it has one of that kind."""
    body = Body(authority=authority, audience="mandates", kind=kind, name=name.strip())
    taken = Body.objects.filter(authority=authority, kind=kind).exists()
    save(body, {"kind": ["Dit orgaan staat er al."]} if taken else {})
    state(BodyAdded(about=body, name=body.name, body=kind))
    return body


@action(P.MANDATE_APPOINT, BodyJoined)
def join_body(
    actor: Actor, *, body: Body, person: Person, start: date | None = None, chairs: bool = False
) -> BodyMembership:
    """Make a person a member of a body. Raises Invalid when he is one already, or when the body has another chair."""
    begin = start or clock.today()
    members = running(BodyMembership.objects.filter(body=body), begin)
    errors: dict[str, list[str]] = {}
    if members.filter(person=person).exists():
        errors["person"] = [_("%(person)s is al lid.") % {"person": person}]
    if chairs and members.filter(chairs=True).exists():
        errors["chairs"] = [_("Dit orgaan heeft al een voorzitter.")]
    if errors:
        raise Invalid(errors)
    membership = BodyMembership(
        authority_id=body.authority_id, audience="mandates", body=body, person=person, start=begin, chairs=chairs
    )
    save(membership)
    state(BodyJoined(about=membership, name=str(person), body=body.name, start=begin, chairs=chairs))
    return membership


@action(P.MANDATE_APPOINT, BodyLeft)
def leave_body(actor: Actor, *, membership: BodyMembership, on: date) -> BodyMembership:
    """End a membership of a body; `on` is the last day. Raises Refused when it ended already."""
    if membership.end is not None and membership.end <= on:
        raise Refused(_("Dit lidmaatschap is dan al beëindigd."))
    membership.end = max(on, membership.start)
    membership.save(update_fields=["end"])
    state(BodyLeft(about=membership, name=str(membership.person), body=membership.body.name, on=membership.end))
    return membership
