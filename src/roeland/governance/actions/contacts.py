"""Contacts: added, changed, checked, struck."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from roeland.governance.facts.contacts import ContactAdded, ContactChanged, ContactChecked, ContactEnded
from roeland.governance.models import Contact
from roeland.governance.rules import P
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import fresh, long_text

LENGTHS = {"organisation": 120, "name": 120, "job": 120, "phone": 40, "after_hours": 40, "what_for": 200}


@action(P.CONTACT_EDIT, ContactAdded)
def add_contact(
    actor: Actor,
    *,
    authority: Authority,
    organisation: str,
    name: str = "",
    job: str = "",
    phone: str = "",
    after_hours: str = "",
    email: str = "",
    what_for: str = "",
    inside: bool = False,
    crisis: bool = False,
) -> Contact:
    """Add somebody to reach. Who is on the crisis list has a telephone."""
    row = Contact(authority=authority, audience="contacts")
    values = {"organisation": organisation, "name": name, "job": job, "phone": phone, "after_hours": after_hours}
    _fill(row, {**values, "what_for": what_for}, email, inside=inside, crisis=crisis)
    state(ContactAdded(about=row, organisation=row.organisation))
    return row


@action(P.CONTACT_EDIT, ContactChanged)
def change_contact(
    actor: Actor,
    *,
    contact: Contact,
    organisation: str,
    name: str = "",
    job: str = "",
    phone: str = "",
    after_hours: str = "",
    email: str = "",
    what_for: str = "",
    inside: bool = False,
    crisis: bool = False,
) -> Contact:
    """Change a contact; that also says that it is right today."""
    row = _there(contact)
    values = {"organisation": organisation, "name": name, "job": job, "phone": phone, "after_hours": after_hours}
    _fill(row, {**values, "what_for": what_for}, email, inside=inside, crisis=crisis)
    state(ContactChanged(about=row, organisation=row.organisation))
    return row


@action(P.CONTACT_EDIT, ContactChecked)
def check_contact(actor: Actor, *, contact: Contact) -> Contact:
    """Say that a contact was looked at today and is right."""
    row = _there(contact)
    row.checked_on = clock.today()
    row.save(update_fields=["checked_on"])
    state(ContactChecked(about=row, organisation=row.organisation))
    return row


@action(P.CONTACT_EDIT, ContactEnded)
def end_contact(actor: Actor, *, contact: Contact) -> Contact:
    """Strike a contact from the directory."""
    row = _there(contact)
    row.ended_on = clock.today()
    row.save(update_fields=["ended_on"])
    state(ContactEnded(about=row, organisation=row.organisation))
    return row


def _there(contact: Contact) -> Contact:
    row = fresh(contact)
    if row.ended_on is not None:
        raise Refused(_("Dit contact is geschrapt."))
    return row


def _fill(row: Contact, values: dict[str, Any], email: str, *, inside: bool, crisis: bool) -> None:
    for name, longest in LENGTHS.items():
        asked = "Zeg bij welke organisatie of dienst." if name == "organisation" else ""
        setattr(row, name, long_text(name, values[name], ask=asked, longest=longest))
    row.email = email.strip()
    errors: dict[str, list[str]] = {}
    if row.email:
        try:
            validate_email(row.email)
        except ValidationError:
            errors["email"] = [_("Dit is geen mailadres.")]
    if crisis and not (row.phone or row.after_hours):
        errors["phone"] = [_("Wie op de crisislijst staat, heeft een telefoonnummer.")]
    if not (row.phone or row.after_hours or row.email):
        errors.setdefault("phone", ["Geef minstens een telefoonnummer of een mailadres."])
    if errors:
        raise Invalid(errors)
    row.inside, row.crisis, row.checked_on = inside, crisis, clock.today()
    row.save()
