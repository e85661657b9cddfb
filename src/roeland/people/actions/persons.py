"""Verbs on persons: adding, changing, leaving, being away."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.people.actions._rows import check, close, obey_reach, running, save
from roeland.people.actions.accounts import end_sessions
from roeland.people.facts import AbsenceEnded, AbsenceRecorded, EmploymentEnded, PersonAdded, PersonChanged
from roeland.people.leaving import OpenItem, open_items
from roeland.people.models import Absence, Account, BodyMembership, Mandate, Person, Replacement, TeamMembership
from roeland.people.rules import P

EDITABLE = (
    "given_name",
    "family_name",
    "email",
    "phone",
    "personnel_number",
    "job_title",
    "active_from",
    "left_on",
)


@action(P.PERSON_EDIT, PersonAdded)
def add_person(
    actor: Actor,
    *,
    authority: Authority,
    given_name: str,
    family_name: str,
    email: str = "",
    phone: str = "",
    personnel_number: str = "",
    job_title: str = "",
    active_from: date | None = None,
) -> Person:
    """Add somebody to an authority, in service from `active_from` (default today). Raises Invalid per field."""
    person = Person(
        authority=authority,
        audience="persons",
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        email=email.strip().lower(),
        phone=phone.strip(),
        personnel_number=personnel_number.strip(),
        job_title=job_title.strip(),
        active_from=active_from or clock.today(),
    )
    save(person, _taken(person))
    state(PersonAdded(about=person, name=str(person), active_from=person.active_from, os_user=actor.shell_user))
    return person


@action(P.PERSON_EDIT, PersonChanged)
def change_person(actor: Actor, *, person: Person, changes: Mapping[str, object]) -> Person:
    """Change fields of a person (names of `EDITABLE`). Raises Invalid per field, or when a field is not among them.

    Raises Refused when the e-mail changes of a holder of a role that the actor may not give (`rules.may_reach`), and when
    `left_on` is given for somebody in service: `end_employment` does that, because more ends with it. The last day of
    who left already can be corrected; an earlier one ends mandates, replacements and memberships earlier too.
    """
    fields: dict[str, list[object]] = {}
    for name, value in changes.items():
        if name not in EDITABLE:
            raise Invalid({name: [_("Dit veld is hier niet te wijzigen.")]})
        new = value.strip() if isinstance(value, str) else value
        if new != getattr(person, name):
            fields[name] = [getattr(person, name), new]
    if "left_on" in fields and person.left_on is None:
        raise Refused(_("Meld %(person)s uit dienst. Dan eindigen ook de mandaten.") % {"person": person})
    for name, (_before, after) in fields.items():
        setattr(person, name, after)
    person.email = person.email.lower()
    if "email" in fields:
        obey_reach(actor, person)
    errors = _taken(person)
    if person.left_on and person.left_on < person.active_from:
        errors.setdefault("left_on", []).append(_("Uit dienst valt vóór in dienst."))
    check(person, errors)
    if fields:
        person.save(update_fields=list(fields))
    if "left_on" in fields and person.left_on:
        _end_all(person, person.left_on)
    state(PersonChanged(about=person, name=str(person), fields=dict(fields)))
    return person


def _end_all(person: Person, on: date) -> list[str]:
    """End every mandate, replacement and membership that would hold after `on`. Returns the roles that end."""
    mandates = Mandate.objects.filter(person=person)
    roles = sorted(set(running(mandates, on).values_list("role", flat=True)))  # before they end
    close(mandates, on)
    for table in (Replacement, TeamMembership, BodyMembership):
        close(table.objects.filter(person=person), on)
    return roles


def _taken(person: Person) -> dict[str, list[str]]:
    """Marks that belong to somebody else of this authority."""
    errors: dict[str, list[str]] = {}
    marks = Q()
    if person.email:
        marks |= Q(email__iexact=person.email)
    if person.personnel_number:
        marks |= Q(personnel_number=person.personnel_number)
    if not marks:
        return errors
    for other in Person.objects.filter(marks, authority=person.authority_id).exclude(pk=person.pk):
        if person.email and other.email.lower() == person.email:
            errors["email"] = [_("Dit e-mailadres hoort al bij %(other)s.") % {"other": other}]
        if person.personnel_number and other.personnel_number == person.personnel_number:
            errors["personnel_number"] = [_("Dit personeelsnummer hoort al bij %(other)s.") % {"other": other}]
    return errors


@action(P.PERSON_EDIT, EmploymentEnded)
def end_employment(actor: Actor, *, person: Person, on: date) -> tuple[OpenItem, ...]:
    """Somebody leaves on `on` (the last day): mandates, replacements and memberships end. Returns what is still open.

    The one fact lists every role that ends (`roles`). An account that serves no authority after today is logged off
    everywhere, when `on` is not in the future. What is open is kept and listed, never
    closed silently. Raises Refused when the person left already or came later.
    """
    if person.left_on is not None:
        raise Refused(_("%(person)s is al uit dienst.") % {"person": person})
    if on < person.active_from:
        raise Refused(_("De laatste dag valt vóór de eerste."))
    person.left_on = on
    person.save(update_fields=["left_on"])
    roles = _end_all(person, on)
    if on <= clock.today() and person.account is not None and not _serves(person.account):
        end_sessions(person.account)
    items = open_items(person)
    state(EmploymentEnded(about=person, name=str(person), on=on, roles=roles, open_items=len(items)))
    return items


def _serves(account: Account) -> bool:
    """Whether the account runs the installation or works for any authority after today. Reads past the scope."""
    stays = Q(left_on__isnull=True) | Q(left_on__gt=clock.today())
    return account.is_operator or QuerySet(Person).filter(stays, account=account).exists()


@action(P.ABSENCE_RECORD, AbsenceRecorded)
def record_absence(actor: Actor, *, person: Person, start: date, end: date | None = None) -> Absence:
    """Somebody is away from `start` up to and including `end` (None: until further notice). Everybody may for himself.

    Raises Invalid when the end is before the start or another absence overlaps.
    """
    if end is not None and end < start:
        raise Invalid({"end": [_("De laatste dag valt vóór de eerste.")]})
    overlapping = Absence.objects.filter(person=person).filter(Q(end__isnull=True) | Q(end__gte=start))
    if end is not None:
        overlapping = overlapping.filter(start__lte=end)
    if overlapping.filter(Q(end__isnull=True) | Q(end__gte=F("start"))).exists():
        raise Invalid({"start": [_("Er staat al een afwezigheid in die periode.")]})
    absence = Absence(authority_id=person.authority_id, audience="mandates", person=person, start=start, end=end)
    save(absence)
    state(AbsenceRecorded(about=absence, name=str(person), start=start, end=end))
    return absence


@action(P.ABSENCE_RECORD, AbsenceEnded)
def end_absence(actor: Actor, *, absence: Absence, person: Person, on: date) -> Absence:
    """Somebody is back: `on` is the last day away. Raises Refused when it is over already."""
    if absence.person_id != person.pk:
        raise Invalid({"": [_("Deze afwezigheid is van iemand anders.")]})
    if absence.end is not None and absence.end <= on:
        raise Refused(_("Deze afwezigheid is al voorbij."))
    absence.end = on if on >= absence.start else absence.start - timedelta(days=1)
    absence.save(update_fields=["end"])
    state(AbsenceEnded(about=absence, name=str(person), end=absence.end))
    return absence
