"""What the verbs of this room share: checking fields, and the end of dated rows."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from roeland.kernel.actor import Actor
from roeland.kernel.decision import Decision, Denied
from roeland.kernel.rights import RIGHTS
from roeland.ledger.action import Invalid, Refused
from roeland.people.models import Person
from roeland.people.queries.accounts import roles_held
from roeland.people.rules import P, may_reach


def check(row: Model, errors: dict[str, list[str]] | None = None) -> None:
    """Raise Invalid with the faults of the fields themselves (length, format, choice) and `errors`. Asks no database."""
    found = dict(errors or {})
    fields = row._meta.concrete_fields  # noqa: SLF001 -- Django's own door
    # A relation would ask the database; an empty column that may be null is no fault of whoever filled a form in.
    keys = [f.name for f in fields if f.is_relation or (f.null and getattr(row, f.attname) is None)]
    try:
        row.clean_fields(exclude=keys)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            found.setdefault(name, []).extend(messages)
    if found:
        raise Invalid(found)


def save(row: Model, errors: dict[str, list[str]] | None = None) -> None:
    """`check`, then write."""
    check(row, errors)
    row.save()


def running(rows: "QuerySet[Any]", on: date) -> "QuerySet[Any]":
    """Those of the dated rows that would still hold after `on`."""
    return rows.filter(Q(end__isnull=True) | Q(end__gt=on))


def close(rows: "QuerySet[Any]", on: date) -> int:
    """End dated rows on `on`; a row that starts later ends the day it starts. Returns how many."""
    open_rows = list(running(rows, on))
    for row in open_rows:
        row.end = max(on, row.start)
    if open_rows:
        type(open_rows[0]).objects.bulk_update(open_rows, ["end"])
    return len(open_rows)


def obey(decision: Decision) -> None:
    """Raise Refused with the reason of a denial."""
    if isinstance(decision, Denied):
        raise Refused(decision.reason)


def obey_reach(actor: Actor, person: Person) -> None:
    """`rules.may_reach` for the roles that a person holds, will hold or replaces."""
    roles = roles_held([person.pk])[person.pk]
    obey(may_reach(roles, appoints=actor.holds(P.MANDATE_APPOINT, person.authority_id)))


def role_name(role: str) -> str:
    """The Dutch name of a role; Invalid when roles.yaml has none."""
    if role not in RIGHTS.roles:
        raise Invalid({"role": [_("Kies een rol uit de lijst.")]})
    return RIGHTS.roles[role].nl
