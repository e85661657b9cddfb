"""`roeland account`: who gets in for the first time, and who no longer does. Before anybody can log in, this is the only way."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import click
from django.conf import settings
from django.db.models import Q

from roeland.cli.start import find_authority, json_option, operator, show
from roeland.cli.token import find_account
from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused, batch
from roeland.ledger.values import grounds
from roeland.people import actions
from roeland.people.actions.mandates import overlapping_roles
from roeland.people.models import Person

email_option = click.option("--email", required=True, metavar="MAIL", help="E-mailadres van het account.")
mail_option = click.option("--no-mail", is_flag=True, help="Verstuur geen mail; geef de link zelf door.")


@dataclass(frozen=True)
class Invited:
    """Whom a command invited: the one-time link is shown here and stored nowhere."""

    person: Person
    email: str
    new: bool
    roles: tuple[str, ...]
    link: str
    expires_at: datetime

    def data(self) -> dict[str, object]:
        """For programs."""
        return {
            "person": str(self.person.pk),
            "email": self.email,
            "new": self.new,
            "roles": list(self.roles),
            "link": self.link,
            "expires_at": self.expires_at.isoformat(),
        }

    def lines(self, *, mailed: bool) -> list[str]:
        """For people."""
        lines = [f"{self.person} {'toegevoegd' if self.new else 'gevonden'} ({self.email})."]
        lines += [f"Aangeduid als {RIGHTS.roles[role].nl}." for role in self.roles]
        if mailed and settings.CONFIG.mail_url:
            lines.append(f"Uitnodiging gemaild aan {self.email}.")
        elif mailed:
            lines.append(f"Er is geen mailserver ingesteld: de mail staat in {settings.CONFIG.mail}.")
        lines.append(f"Deze link werkt één keer, tot {clock.local(self.expires_at):%d/%m/%Y %H:%M}:")
        return [*lines, self.link]


@contextmanager
def told() -> Iterator[None]:
    """Ends the command with what a verb refused, or with a mail that did not leave (then everything is kept)."""
    try:
        yield
    except (Refused, Invalid) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"alles is bewaard, maar de mail vertrok niet ({type(error).__name__}). "
            "Kijk ROELAND_MAIL_URL na, of vraag de link met: roeland account invite ... --no-mail"
        ) from error


def bring_in(authority: Authority, *, email: str, given: str, family: str, roles: Sequence[str], mail: bool) -> Invited:
    """Find or add the person with this address, give the roles it lacks from today, and invite. All in one transaction with
    its caller. Raises Refused, Invalid."""
    who = operator([authority])
    with batch(), scope(who, [authority]):
        match = Q(email__iexact=email) | Q(account__email__iexact=email)
        person: Person | None = Person.objects.filter(match, authority=authority).first()
        new = person is None
        if person is None:
            if not (given and family):
                raise Refused(f"{authority.name} heeft niemand met het adres {email}. Geef ook --given en --family.")
            person = actions.add_person(who, authority=authority, given_name=given, family_name=family, email=email)
        held = overlapping_roles(person, clock.today(), None)
        missing = tuple(role for role in dict.fromkeys(roles) if role not in held)
        for role in missing:
            actions.add_mandate(who, person=person, role=role, start=clock.today())
        invitation = actions.invite(who, person=person, mail=mail)
        return Invited(person, invitation.account.email, new, missing, invitation.link, invitation.expires_at)


@click.group()
def account() -> None:
    """Nodig iemand uit, zet een account stil, of neem een verloren tweede stap weg."""


@account.command()
@click.option("--authority", required=True, metavar="SLUG", help="Het bestuur, bijvoorbeeld zonderbeke.")
@email_option
@click.option("--given", default="", metavar="VOORNAAM", help="Voornaam, voor wie er nog niet staat.")
@click.option("--family", default="", metavar="NAAM", help="Familienaam, voor wie er nog niet staat.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(sorted(RIGHTS.roles)),
    metavar="ROL",
    help="Rol vanaf vandaag; meermaals mag. Bijvoorbeeld general_director, security_officer, hr, ict_head.",
)
@mail_option
@json_option
def invite(
    authority: str, email: str, given: str, family: str, roles: tuple[str, ...], no_mail: bool, as_json: bool
) -> None:
    """Nodig iemand uit: een link die één keer werkt om een wachtwoord te kiezen. Wie er nog niet staat, wordt toegevoegd."""
    where = find_authority(authority)
    with told():
        done = bring_in(where, email=email, given=given, family=family, roles=roles, mail=not no_mail)
    show(done.data(), done.lines(mailed=not no_mail), as_json=as_json)


@account.command()
@email_option
@json_option
def deactivate(email: str, as_json: bool) -> None:
    """Zet een account stil: niemand meldt zich er nog mee aan, en elk toestel wordt afgemeld."""
    found = find_account(email)
    with told():
        actions.deactivate(operator(), account=found)
    show({"email": found.email, "active": False}, [f"Account {found.email} staat stil."], as_json=as_json)


@account.command()
@email_option
@click.option("--ground", required=True, type=click.Choice(sorted(grounds())), help="Grondslag; komt in het logboek.")
@json_option
def erase(email: str, ground: str, as_json: bool) -> None:
    """Wis een account voorgoed: adres, wachtwoord, tweede stap, toestellen, sleutels. Wie in dienst is, meld je eerst uit dienst."""
    found = find_account(email)
    with told():
        done = actions.erase_account(operator(), account=found, ground=ground)
    lines = [f"Account gewist. In het logboek heet het voortaan {done.pk}.", "Back-ups van vroeger kennen het nog."]
    show({"account": str(done.pk), "erased": True}, lines, as_json=as_json)


@account.command("reset-totp")
@email_option
@json_option
def reset_totp(email: str, as_json: bool) -> None:
    """Neem de tweede stap weg van wie zijn gsm kwijt is. Vergewis je eerst dat je met die persoon spreekt."""
    found = find_account(email)
    with told():
        actions.reset_second_step(operator(), account=found)
    line = f"{found.email} meldt zich weer aan met alleen het wachtwoord, en stelt daarna de tweede stap opnieuw in."
    show({"email": found.email, "second_step": False}, [line], as_json=as_json)
