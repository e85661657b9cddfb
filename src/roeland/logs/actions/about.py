"""What a fact is about that is about no row of this room."""

from roeland.kernel.models import Authority
from roeland.ledger.facts import Subject
from roeland.logs.rules import AUDIENCE


def of_room(authority: Authority) -> Subject:
    """The authority, for who reads log control alone: what is about the authority itself is read in the Logboek by all who read its settings."""
    return Subject("kernel.authority", authority.pk, authority.pk, AUDIENCE)
