"""Verbs on mandates and replacements: who holds a role, and who acts when that person is away."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.people.actions._rows import close, obey, role_name, save
from roeland.people.facts import MandateAdded, MandateChanged, MandateEnded, ReplacementEnded, ReplacementSet
from roeland.people.models import Mandate, Person, Replacement
from roeland.people.rules import P, conflicts, may_end, may_hold


@action(P.MANDATE_APPOINT, MandateAdded)
def add_mandate(
    actor: Actor, *, person: Person, role: str, start: date, end: date | None = None, decision: str = ""
) -> Mandate:
    """Give a person a role from `start` up to and including `end`.

    Roles that do not go together are recorded as warnings; a firm separation rule raises Refused. Raises Invalid on bad dates.
    """
    name = role_name(role)
    if end is not None and end < start:
        raise Invalid({"end": [_("Het einde valt vóór het begin.")]})
    if person.left_on is not None and start > person.left_on:
        raise Invalid(
            {
                "start": [
                    _("%(person)s is uit dienst sinds %(left_on)s.")
                    % {"person": person, "left_on": f"{person.left_on:%d/%m/%Y}"}
                ]
            }
        )
    held = overlapping_roles(person, start, end)
    obey(may_hold(role, held))
    mandate = Mandate(
        authority_id=person.authority_id,
        audience="mandates",
        person=person,
        role=role,
        start=start,
        end=end,
        decision=decision.strip(),
    )
    save(mandate)
    state(
        MandateAdded(
            about=mandate,
            name=str(person),
            person=person.pk,
            role=role,
            role_name=name,
            start=start,
            end=end,
            decision=mandate.decision,
            warnings=[rule.reason for rule in conflicts(role, held)],
            os_user=actor.shell_user,
        )
    )
    return mandate


def overlapping_roles(person: Person, start: date, end: date | None) -> set[str]:
    """Roles that the person holds on some day of the period."""
    rows = Mandate.objects.filter(person=person).filter(Q(end__isnull=True) | Q(end__gte=start))
    if end is not None:
        rows = rows.filter(start__lte=end)
    return set(rows.values_list("role", flat=True))


@action(P.MANDATE_APPOINT, MandateEnded)
def end_mandate(actor: Actor, *, mandate: Mandate, on: date) -> Mandate:
    """End a mandate; `on` is its last day. Raises Refused when it ended already or starts later."""
    if mandate.end is not None and mandate.end <= on:
        raise Refused(_("Dit mandaat is dan al beëindigd."))
    obey(may_end(mandate.start, on))
    mandate.end = on
    mandate.save(update_fields=["end"])
    person: Person = mandate.person
    state(
        MandateEnded(
            about=mandate,
            name=str(person),
            person=person.pk,
            role=mandate.role,
            role_name=role_name(mandate.role),
            on=on,
        )
    )
    return mandate


@action(P.MANDATE_APPOINT, MandateChanged)
def name_decision(actor: Actor, *, mandate: Mandate, decision: str) -> Mandate:
    """Record the decision that a mandate rests on."""
    mandate.decision = decision.strip()
    save(mandate)
    about = str(mandate.person)
    state(MandateChanged(about=mandate, name=about, role_name=role_name(mandate.role), decision=mandate.decision))
    return mandate


@action(P.MANDATE_APPOINT, ReplacementSet)
def set_replacement(
    actor: Actor, *, authority: Authority, role: str, rank: int, person: Person, start: date | None = None
) -> Replacement:
    """Make a person the first (rank 1) or second (2) replacement of a role; whoever was it before ends the day before.

    Raises Invalid when the person is the other replacement or left already.
    """
    name = role_name(role)
    begin = start or clock.today()
    if rank not in (1, 2):
        raise Invalid({"rank": [_("Kies eerste of tweede vervanger.")]})
    if person.left_on is not None and person.left_on < begin:
        raise Invalid({"person": [_("%(person)s is dan uit dienst.") % {"person": person}]})
    running = Replacement.objects.filter(authority=authority, role=role).filter(Q(end__isnull=True) | Q(end__gte=begin))
    if running.filter(person=person).exclude(rank=rank).exists():
        raise Invalid({"person": [_("%(person)s is al de andere vervanger van deze rol.") % {"person": person}]})
    close(running.filter(rank=rank), begin - timedelta(days=1))
    replacement = Replacement(
        authority=authority, audience="mandates", role=role, rank=rank, person=person, start=begin, end=None
    )
    save(replacement)
    state(ReplacementSet(about=replacement, name=str(person), role=role, role_name=name, rank=rank, start=begin))
    return replacement


@action(P.MANDATE_APPOINT, ReplacementEnded)
def end_replacement(actor: Actor, *, replacement: Replacement, on: date) -> Replacement:
    """Nobody replaces in this rank after `on`. Raises Refused when it ended already."""
    if replacement.end is not None and replacement.end <= on:
        raise Refused(_("Deze vervanging is dan al beëindigd."))
    replacement.end = max(on, replacement.start)
    replacement.save(update_fields=["end"])
    name = str(replacement.person)
    state(ReplacementEnded(about=replacement, name=name, role_name=role_name(replacement.role), on=replacement.end))
    return replacement
