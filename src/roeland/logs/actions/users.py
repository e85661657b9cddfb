"""Who the users of a log are: from the staff list, by an exact match, or by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check, fresh
from roeland.logs import store
from roeland.logs.actions.about import of_room
from roeland.logs.actions.texts import holds_number, line
from roeland.logs.facts.intake import UsersTiedAgain, UserTied
from roeland.logs.models import Case, FormerHolder, FormerTeam, LogUser, SampleItem, Source
from roeland.logs.queries.sources import lists
from roeland.logs.queries.teams import Teams
from roeland.logs.queries.ties import matcher, tieable
from roeland.logs.rules import AUDIENCE, P, may_tie
from roeland.people.models import Person

BY_LIST = ("list_number", "list_email")


@action(P.SOURCES, UserTied)
def tie_user(
    actor: Actor,
    *,
    user: LogUser,
    person: Person | None,
    shared: bool = False,
    team: str = "",
    since: date | None = None,
    held_since: date | None = None,
    label: str = "",
) -> LogUser:
    """Say whose user name this is, or that it is an account of a counter that several people share, from `held_since` on; its service by hand,
    from `since` on; and what it is called in lists as long as nobody stands behind it.

    Without `since` a first service counts from the first consultation that was seen, another one from today, and the same one as long as it
    did. Without `held_since` a first person counts for all days; who comes after somebody needs a day. What was before stays. Raises Refused
    for an account that is, was or becomes the actor's own; Invalid, also for a day that has to come.
    """
    row = fresh(user)
    check(may_tie(own=_of_actor(actor, row) or (person is not None and person.pk in actor.person_ids)))
    if person is not None and shared:
        raise Invalid({"shared": [_("Een gedeeld account is van niemand alleen. Kies een van beide.")]})
    given = {"since": since, "held_since": held_since}
    if late := [name for name, day in given.items() if day is not None and day > clock.today()]:
        raise Invalid({name: [_("Die dag moet nog komen.")] for name in late})
    service, label = line("team", team, longest=120), line("label", label, longest=80)
    _hold(row, person, held_since, shared=shared)
    _place(row, service, since)
    row.label, known = label, person is not None
    if known or shared:
        row.list_number = row.list_email = ""
    row.save(update_fields=["person", "shared", "held_from", "label", "team", "of_team", "team_from", *BY_LIST])
    days = {"since": row.team_from, "held_since": row.held_from}
    state(UserTied(about=row, user=row.user_id, label=row.label, shared=shared, known=known, team=row.team, **days))
    return row


def _hold(row: LogUser, person: Person | None, since: date | None, *, shared: bool) -> None:
    """Set whose it is from a day on; who had it on earlier days goes to the history, what lies after that day gives way."""
    former = FormerHolder.objects.filter(user=row)
    same = (person.pk if person else None, shared) == (row.person_id, row.shared)
    if same and since in {None, row.held_from}:
        return
    known = row.person_id is not None or row.shared
    if since is None:
        if known or former.exists():
            text = _(
                "Vul de eerste dag in. Was het vroeger een vergissing, dan is dat de dag van de eerste raadpleging."
            )
            raise Invalid({"held_since": [text]})
        row.person, row.shared = person, shared
        return
    past = _past(row, former, since)
    if same and row.held_from is not None:
        former.filter(last=row.held_from - timedelta(days=1)).update(
            last=past["last"]
        )  # who handed it over had it until then
    elif known and not same and (row.held_from is None or row.held_from < since):
        FormerHolder(person_id=row.person_id, shared=row.shared, start=row.held_from, **past).save()
    row.person, row.shared, row.held_from = person, shared, since


@action(P.SOURCES, UsersTiedAgain)
def tie_again(actor: Actor, *, authority: Authority) -> int:
    """Tie the accounts that nobody stands behind and whose person is in the people room by now, as an import would; how many.

    A tie that exists is never changed. An account that is or becomes the actor's own is left to somebody else. Raises Refused when there is none.
    """
    rows = [row for row in tieable(authority) if may_tie(own=bool(actor.person_ids) and _of_actor(actor, row))]
    if not rows:
        raise Refused(_("Er is niemand nieuw om te koppelen."))
    for row in rows:
        row.save(update_fields=["person", *BY_LIST])
    state(UsersTiedAgain(about=of_room(authority), count=len(rows), users=[row.user_id for row in rows]))
    return len(rows)


def _place(row: LogUser, name: str, since: date | None) -> None:
    """Set the service by hand from a day on; what it was on earlier days goes to the history, what lies after that day gives way."""
    of_team, former = Teams(row.authority_id).of(name), FormerTeam.objects.filter(user=row)
    same = name == row.team or (of_team is not None and of_team == row.of_team_id)
    if same:
        name, of_team = row.team, row.of_team_id or of_team  # lists may still call it as it was kept
        if since in {None, row.team_from}:
            row.of_team_id = of_team
            return
    first = row.first_seen if row.first_seen and not row.team and not former.exists() else None
    start = since or first or clock.today()
    past = _past(row, former, start)
    if row.team and not same and (row.team_from is None or row.team_from < start):
        FormerTeam(team=row.team, of_team_id=row.of_team_id, start=row.team_from, **past).save()
    row.team, row.of_team_id, row.team_from = name, of_team, start if name else None


def _past(row: LogUser, former: QuerySet[Any], since: date) -> dict[str, Any]:
    """Let the history of an account end before a day; what a row of it holds that stood until then."""
    eve = since - timedelta(days=1)
    former.filter(start__gte=since).delete()
    former.filter(last__gte=since).update(last=eve)
    return {"authority_id": row.authority_id, "audience": AUDIENCE, "user": row, "last": eve}


def _of_actor(actor: Actor, row: LogUser) -> bool:
    """Whether the account is or was the actor's: by its ties, by its name, or by what a control kept of the person behind it."""
    if row.person_id in actor.person_ids or matcher(row.authority_id)(row.user_id, "", "") in actor.person_ids:
        return True
    before = {"user": row, "person__in": actor.person_ids}
    return any(model.objects.filter(**before).exists() for model in (FormerHolder, Case, SampleItem))


def note_users(source: Source, users: Mapping[str, date | None], persons: Mapping[str, tuple[str, str]]) -> None:
    """Keep every user that a file named, once, and tie who is recognised: by the staff list or, else, by an exact match.

    Called inside the verb that records the file. A tie that exists is never changed. By what the list knows an account that is nobody's is
    kept with it until it has somebody: he may come to the people room later (`tie_again`).
    """
    names = set(users) | set(persons)
    known = {row.user_id: row for row in LogUser.objects.filter(authority=source.authority_id, user_id__in=names)}
    match = matcher(source.authority_id)
    made = []
    for name in sorted(names):
        row = known.get(name) or LogUser(authority_id=source.authority_id, audience=AUDIENCE, user_id=name)
        seen = users.get(name)
        before = _kept(row)
        if row.person_id is None and not row.shared and row.held_from is None:
            row.person_id = match(name, *persons.get(name, ("", "")))
        if name in persons:
            open_ = row.person_id is None and not row.shared
            row.list_number, row.list_email = map(_without_number, persons[name] if open_ else ("", ""))
        row.first_seen = min((day for day in (row.first_seen, seen) if day), default=None)
        if name not in known:
            made.append(row)
        elif _kept(row) != before:
            row.save(update_fields=["person", "first_seen", *BY_LIST])
    LogUser.objects.bulk_create(made, batch_size=500)


def forget_listed(authority: Authority, before: date) -> int:
    """By what a staff list knew the accounts of nobody that stand in no consultation from `before` on and in no list that counts: it goes; of
    how many accounts. Called inside the verb that deletes those consultations."""
    known = LogUser.objects.filter(authority=authority).exclude(list_number="", list_email="")
    if not (names := set(known.values_list("user_id", flat=True))):
        return 0
    gone = names - store.users(authority.pk, before, **lists(authority))
    return known.filter(user_id__in=gone).update(list_number="", list_email="")


def _kept(row: LogUser) -> tuple[object, ...]:
    return row.person_id, row.first_seen, row.list_number, row.list_email


def _without_number(text: str) -> str:
    """What a staff list knows somebody by, to find him later; nothing of what holds a national number."""
    return "" if holds_number(text) else text[:120]
