"""Verbs on files of sources: what an import found, what was refused, taken out or blanked; keys and consultations after their term.

The bytes are handled by `logs.intake` before a verb runs: a verb states what is on disk, and its rows count only after it. What a verb
deletes goes after its transaction: one that is refused or breaks leaves rows and files. Killed just after it, the job of terms deletes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Refused, action, state
from roeland.ledger.verbs import fresh
from roeland.logs import keys, store, vault
from roeland.logs.actions.texts import line
from roeland.logs.actions.users import forget_listed, note_users
from roeland.logs.facts.intake import (
    ConsultationsForgotten,
    DeliveryBlanked,
    DeliveryRead,
    DeliveryRefused,
    DeliveryUndone,
    VaultKeyDestroyed,
)
from roeland.logs.models import Delivery, FormerHolder, FormerTeam, Run, Source
from roeland.logs.rules import AUDIENCE, P
from roeland.logs.values import COUNTS, DeliveryState, RunState


@dataclass(frozen=True)
class Found:
    """What an import found in a file. `users`: of the log, with the first day seen; `persons`: user -> (personnel number, e-mail)."""

    id: UUID
    file: str
    sha256: str
    size: int
    how: str
    key_id: str = ""
    keep_until: date | None = None
    rows: int = 0
    left_out: int = 0
    duplicates: int = 0
    first: date | None = None
    last: date | None = None
    read_as: Mapping[str, Any] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)
    gaps: list[dict[str, Any]] = field(default_factory=list)
    users: Mapping[str, date | None] = field(default_factory=dict)
    persons: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def _row(actor: Actor, source: Source, found: Found, standing: DeliveryState) -> Delivery:
    names = "sha256 size how key_id keep_until rows left_out duplicates read_as problems gaps".split()
    return Delivery(
        id=found.id,
        authority_id=source.authority_id,
        audience=AUDIENCE,
        source=source,
        file_name=found.file,
        state=standing,
        first_on=found.first,
        last_on=found.last,
        received_at=clock.now(),
        received_by_id=actor.person_in(source.authority_id),
        **{name: getattr(found, name) for name in names},
    )


@action(P.SOURCES, DeliveryRead)
def record_delivery(actor: Actor, *, source: Source, found: Found) -> Delivery:
    """Record a file that was read (without `keep_until` its bytes are not kept). Refused when the source ended, or when the same bytes were read before."""
    origin = fresh(source)
    if origin.ended_on is not None:
        raise Refused(_("Deze bron is beëindigd."))
    if already(origin, found.sha256) is not None:
        raise Refused(_("Dit bestand is al eerder geïmporteerd."))
    row = _row(actor, origin, found, DeliveryState.READ if found.keep_until else DeliveryState.BLANKED)
    row.save()
    note_users(origin, found.users, found.persons)
    state(
        DeliveryRead(
            about=row,
            title=origin.name,
            file=row.file_name,
            os_user=actor.shell_user,
            **{
                name: getattr(found, name)
                for name in (
                    "sha256",
                    "size",
                    "rows",
                    "left_out",
                    "duplicates",
                    "first",
                    "last",
                    "how",
                    "key_id",
                    "keep_until",
                )
            },
        )
    )
    return row


def already(source: Source, sha256: str) -> Delivery | None:
    """The earlier delivery of the same bytes that counts."""
    rows = Delivery.objects.filter(source=source, sha256=sha256, state__in=[DeliveryState.READ, DeliveryState.BLANKED])
    found: Delivery | None = rows.order_by("received_at").first()
    return found


@action(P.SOURCES, DeliveryRefused)
def refuse_delivery(actor: Actor, *, source: Source, found: Found, reason: str) -> Delivery:
    """Record a file that could not be read at all, and why. Nothing of it is kept."""
    row = _row(actor, fresh(source), found, DeliveryState.REFUSED)
    row.save()
    state(
        DeliveryRefused(
            about=row,
            title=row.source.name,
            file=row.file_name,
            sha256=row.sha256,
            reason=reason[:300],
            how=row.how,
            os_user=actor.shell_user,
        )
    )
    return row


@action(P.SOURCES, DeliveryUndone)
def undo_delivery(actor: Actor, *, delivery: Delivery, reason: str) -> Delivery:
    """Take a file out again: its rows do not count any more and its raw bytes are gone. Refused when a closed control used it, and while
    another file holds some of its consultations too: those count here, so they would go from both."""
    row = fresh(delivery, "source")
    if row.state not in COUNTS:
        raise Refused(_("Dit bestand telt niet mee."))
    if used(row):
        raise Refused(_("Een afgesloten controle steunt op dit bestand. Het blijft staan."))
    if later := also(row):
        words = _(
            "Raadplegingen uit dit bestand staan ook in %(files)s, en tellen enkel hier. Haal eerst weg wat later kwam, en importeer het daarna opnieuw."
        )
        raise Refused(words % {"files": ", ".join(f"“{one.file_name}”" for one in later)})
    why = line("reason", reason, ask=_("Zeg kort waarom dit bestand weg moet."), longest=300)
    row.state, row.keep_until, row.key_id, row.undone_at = DeliveryState.UNDONE, None, "", clock.now()
    row.save(update_fields=["state", "keep_until", "key_id", "undone_at"])
    transaction.on_commit(partial(store.forget, row.authority_id, row.pk), robust=True)
    transaction.on_commit(partial(vault.blank, row.authority_id, row.pk), robust=True)
    state(DeliveryUndone(about=row, title=row.source.name, file=row.file_name, sha256=row.sha256, reason=why))
    return row


def used(row: Delivery) -> bool:
    """Whether a control that was closed looked at days of this file; a sample from paper looks at none."""
    if row.first_on is None or row.last_on is None:
        return False
    rows = Run.objects.filter(authority_id=row.authority_id, state=RunState.CLOSED, by_hand=False)
    return bool(
        rows.filter(
            month__gte=row.first_on.replace(day=1), month__lte=row.last_on, started_at__gt=row.received_at
        ).exists()
    )


def also(row: Delivery) -> list[Delivery]:
    """Files that hold consultations of this one, which count here, and that can be taken out."""
    others = Delivery.objects.filter(source=row.source_id, state__in=COUNTS, duplicates__gt=0).exclude(pk=row.pk)
    return [one for one in others.order_by("received_at") if str(row.pk) in one.again and not used(one)]


@action(P.KEEP, DeliveryBlanked)
def blank_delivery(actor: Actor, *, delivery: Delivery) -> Delivery:
    """Delete the raw bytes of a file whose term is over; what it said by pseudonym stays. Refused before that day."""
    row = fresh(delivery, "source")
    if row.state != DeliveryState.READ or row.keep_until is None or row.keep_until >= clock.today():
        raise Refused(_("De termijn van dit bestand loopt nog."))
    row.state = DeliveryState.BLANKED
    row.save(update_fields=["state"])
    transaction.on_commit(partial(vault.blank, row.authority_id, row.pk), robust=True)
    state(DeliveryBlanked(about=row, title=row.source.name, file=row.file_name, sha256=row.sha256))
    return row


@action(P.KEEP, VaultKeyDestroyed)
def destroy_key(actor: Actor, *, authority: Authority, key_id: str) -> int:
    """Destroy a vault key whose end date passed; how many files it closed. Refused before that day."""
    if key_id not in {key.id for key in keys.ended(authority.pk, clock.today())}:
        raise Refused(_("Deze sleutel loopt nog."))
    files = Delivery.objects.filter(authority=authority, key_id=key_id).count()
    transaction.on_commit(partial(keys.destroy, authority.pk, key_id), robust=True)
    state(VaultKeyDestroyed(about=authority, key_id=key_id, files=files))
    return files


@action(P.KEEP, ConsultationsForgotten)
def forget_consultations(actor: Actor, *, authority: Authority, before: date) -> int:
    """Delete the consultations (by pseudonym) of days before a day, what accounts were tied to on those days alone, and by what a list knew
    accounts that are in nothing else; how many files. Refused when there are none."""
    if not any(day < before for day in store.days(authority.pk)):
        raise Refused(_("Er zijn geen raadplegingen van vóór die dag."))
    files = store.files_before(authority.pk, before)
    for former in (FormerHolder, FormerTeam):
        former.objects.filter(authority=authority, last__lt=before).delete()
    accounts = forget_listed(authority, before)
    transaction.on_commit(partial(store.forget_before, authority.pk, before), robust=True)
    state(ConsultationsForgotten(about=authority, before=before, files=files, accounts=accounts))
    return files
