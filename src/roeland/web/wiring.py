"""The tables of the web door: what a room offers to the pages of others. An absent room leaves its place empty."""

from collections.abc import Callable, Iterable

from roeland.duties.queries.tasks import search
from roeland.duties.queries.worklist import waiting
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.people.models import Person
from roeland.people.queries.directory import Wanted, filtered
from roeland.people.rules import P as People

MOST = 10  # hits of one kind
Hit = tuple[str, str, str]


def find_persons(actor: Actor, wanted: str) -> list[Hit]:
    """Persons whose page the actor may open."""
    readable = actor.authorities_with(People.PERSON_SEE)
    everybody = Person.objects.filter(authority__in=readable)
    rows = filtered(everybody, clock.today(), Wanted(search=wanted)).select_related("authority")[:MOST]
    return [
        (str(p), f"/{p.authority.slug}/personen/{p.pk}/", f"{p.job_title or 'persoon'}, {p.authority.name}")
        for p in rows
    ]


def find_tasks(_actor: Actor, wanted: str) -> list[Hit]:
    """Tasks in sight."""
    return [(str(t), f"/{t.authority.slug}/taken/{t.number}/", t.authority.name) for t in search(wanted, MOST)]


__all__ = ["FINDERS", "waiting"]  # waiting: the count beside Vandaag

# (group, finder(actor, wanted) -> (label, url, second line)): what *Zoek of ga naar* finds.
FINDERS: tuple[tuple[str, Callable[[Actor, str], Iterable[Hit]]], ...] = (
    ("Personen", find_persons),
    ("Taken", find_tasks),
)
