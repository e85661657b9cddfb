"""Verbs that account for lists coming in and going out."""

from collections.abc import Mapping

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import action, state
from roeland.people.facts import ListExported, ListImported
from roeland.people.rules import P


@action(P.PERSON_EDIT, ListImported)
def record_import(
    actor: Actor, *, authority: Authority, kind: str, file: str, sha256: str, counts: Mapping[str, object]
) -> None:
    """State that a list was imported: its name, its digest, and how many of what. The verbs it called state the rest."""
    who = actor.shell_user
    state(ListImported(about=authority, kind=kind, file=file, sha256=sha256, counts=dict(counts), os_user=who))


@action(P.PERSON_EXPORT, ListExported)
def record_export(actor: Actor, *, authority: Authority, count: int) -> None:
    """State that a list of persons left Roeland."""
    state(ListExported(about=authority, count=count))
