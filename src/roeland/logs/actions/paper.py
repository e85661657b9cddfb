"""A sample from paper: its lines checked, and kept as judged pieces of a control. A number that is typed becomes a pseudonym at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid
from roeland.logs import keys
from roeland.logs.actions.texts import holds_number
from roeland.logs.models import LogUser, Run, SampleItem
from roeland.logs.queries.holders import Holder, holders, of_account, persons, sole
from roeland.logs.queries.ties import matcher
from roeland.logs.rules import AUDIENCE
from roeland.logs.values import GONE, PAPER, SampleVerdict
from roeland.people.models import Person

LONGEST = 120


@dataclass(frozen=True)
class OnPaper:
    """One line: who consulted when, and whether there was a reason. `user`: the account, where no person is known (or he has more than
    one); `citizen`: the national number as it stands on the paper, empty when it is not copied; `place`: its number on the page where it was
    typed, among lines that stayed empty (0: its place in the list)."""

    person: Person | None
    at: datetime
    service: str
    right: bool
    note: str
    user: str = ""
    citizen: str = ""
    place: int = 0


def check_paper(actor: Actor, authority_id: UUID, lines: Sequence[OnPaper], within: tuple[datetime, datetime]) -> None:
    """Raises Invalid for a sample from paper that cannot be right. No message holds a number."""
    errors: list[str] = [] if lines else [_("Vul minstens één raadpleging in.")]
    known, match = holders(authority_id), matcher(authority_id)
    for count, line in enumerate(lines, start=1):
        name, day = line.user.strip(), clock.local(line.at).date()
        had = persons(known[name], day, day) if name in known else {match(name, "", "")}
        found = _wrong(line, within)
        if {line.person.pk if line.person else None, *had} & set(actor.person_ids):
            found.append(_("je eigen raadplegingen kijkt iemand anders na."))
        if line.citizen.strip() and keys.pseudonym(authority_id, line.citizen) is None:
            found.append(_("dit is geen geldig rijksregister- of bisnummer."))
        number = line.place or count
        errors += [_("Raadpleging %(number)s: %(what)s") % {"number": number, "what": text} for text in found]
    if errors:
        raise Invalid({"lines": errors})


def _wrong(line: OnPaper, within: tuple[datetime, datetime]) -> list[str]:
    found = []
    if not within[0] <= line.at < within[1]:
        found.append(_("deze dag valt niet in de maand."))
    if line.person is None and not line.user.strip():
        found.append(_("vul de medewerker of de gebruiker in."))
    if holds_number(line.user):
        found.append(_("een rijksregisternummer hoort niet bij de gebruiker."))
    if line.user.strip().casefold() == GONE:
        found.append(_("zo noemt Roeland wie gewist is. Kies een medewerker, of schrijf de gebruiker anders."))
    if holds_number(line.service) or holds_number(line.note):
        found.append(_("schrijf het rijksregisternummer enkel in zijn eigen veld. Daar blijft een pseudoniem van."))
    if not line.right and not line.note.strip():
        found.append(_("schrijf wat er niet klopt."))
    return found


def _known(authority_id: UUID, lines: Sequence[OnPaper]) -> dict[str, LogUser]:
    names = {line.user.strip() for line in lines} - {""}
    return {row.user_id: row for row in LogUser.objects.filter(authority=authority_id, user_id__in=names)}


def keep_paper(run: Run, by: UUID | None, lines: Sequence[OnPaper]) -> None:
    """The lines as judged pieces of a sample, of whoever had the account on that day. Without a number of the citizen the pseudonym is 0."""
    named = _known(run.authority_id, lines)
    had, made = holders(run.authority_id), dict[UUID, LogUser]()
    for number, line in enumerate(lines, start=1):
        day = clock.local(line.at).date()
        user = _user(run, line, named, had, made)
        SampleItem.objects.create(
            run=run,
            authority=run.authority,
            audience=AUDIENCE,
            event=f"papier-{number}",
            user=user,
            person_id=line.person.pk if line.person else sole(had.get(user.user_id, []), day, day),
            citizen=keys.pseudonym(run.authority_id, line.citizen) or 0,
            at=line.at,
            service=line.service.strip()[:LONGEST],
            explained_by=PAPER,
            verdict=SampleVerdict.RIGHT if line.right else SampleVerdict.WRONG,
            note=line.note.strip()[:300],
            decided_by_id=by,
            decided_at=clock.now(),
        )


def _user(
    run: Run, line: OnPaper, named: dict[str, LogUser], had: dict[str, list[Holder]], made: dict[UUID, LogUser]
) -> LogUser:
    """The account of a line, made when the users' list has none: under its own name, or one that says that it comes from paper."""
    name, person = line.user.strip()[:LONGEST], line.person
    found = named.get(name)
    if found is None and person is not None and not name:
        found = made.get(person.pk) or _of(run.authority_id, person.pk, clock.local(line.at).date(), had)
    if found is None:
        known_as = name or f"papier-{person.pk.hex[:12] if person else ''}"
        found = LogUser(authority=run.authority, audience=AUDIENCE, user_id=known_as, first_seen=run.month)
        found.person_id = person.pk if person else matcher(run.authority_id)(known_as, "", "")
        found.save()
        named[known_as] = found
        had[known_as] = of_account(found)
        if found.person_id:
            made.setdefault(found.person_id, found)
    return found


def _of(authority_id: UUID, person: UUID, day: date, had: dict[str, list[Holder]]) -> LogUser | None:
    """An account that was this person's alone on a day."""
    names = [name for name, found in had.items() if sole(found, day, day) == person]
    return LogUser.objects.filter(authority=authority_id, user_id__in=names).order_by("user_id").first()
