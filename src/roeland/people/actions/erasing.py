"""Erasing whom an account and a person were. Rows and their uuids stay, because tasks, mandates and log entries name them."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.values import grounds, still_kept
from roeland.people.account_facts import AccountErased
from roeland.people.actions._rows import obey
from roeland.people.actions.accounts import about, end_sessions
from roeland.people.facts import PersonErased
from roeland.people.models import Absence, Account, ApiToken, Invitation, Person
from roeland.people.rules import P

NOWHERE = "gewist.invalid"  # RFC 2606: no mail ever arrives there
LONGEST = 500


def _on(ground: str) -> None:
    if ground not in grounds():
        raise Invalid({"ground": [_("Kies een grondslag.")]})


@action(P.ACCOUNT_MANAGE, AccountErased, installation=True)
def erase_account(actor: Actor, *, account: Account, ground: str) -> Account:
    """Take address, password, second step, sessions, tokens, invitations and preferences of an account away for ever.

    The row stays under a pseudonym, so that log entries keep pointing at something; persons are unlinked and keep their names
    (`erase_person` is the authority's). Raises Invalid (unknown ground), Refused for an account that is erased already, runs the
    installation, or belongs to somebody who is still in service.
    """
    _on(ground)
    if account.email.endswith(f"@{NOWHERE}"):
        raise Refused(_("Dit account is al gewist."))
    if account.is_operator:
        raise Refused(_("Dit account beheert de installatie. Geef het beheer eerst door."))
    linked: QuerySet[Any] = QuerySet(Person).filter(account=account)  # past the scope: of every authority
    if any(person.left_on is None or person.left_on >= clock.today() for person in linked):
        raise Refused(_("Dit account is van iemand die in dienst is. Meld die persoon eerst uit dienst."))
    end_sessions(account)
    persons = linked.update(account=None)
    for table in (Authenticator, EmailAddress):
        table.objects.filter(user=account).delete()
    for rows in (ApiToken.objects, Invitation.objects):
        rows.filter(account=account).delete()
    account.email = f"gewist-{account.pk.hex}@{NOWHERE}"
    account.set_unusable_password()
    account.is_active, account.theme, account.digest = False, "", False
    account.save()
    state(AccountErased(about=about(account), ground=ground, persons=persons, os_user=actor.shell_user))
    return account


@action(P.PERSON_ERASE, PersonErased)
def erase_person(actor: Actor, *, person: Person, ground: str, reason: str) -> Person:
    """Take name, contact, personnel number, function and absences of somebody who left away for ever.

    The row stays as "Gewiste persoon" with a number, without account; mandates and tasks keep pointing at it. What log entries say
    is erased by the verb of the ledger. Raises Invalid (unknown ground, no reason), Refused when the person is in service or erased
    already, or the term of retention still runs.
    """
    _on(ground)
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= LONGEST:
        raise Invalid({"reason": [_("Zeg in hoogstens %(longest)s tekens waarom.") % {"longest": LONGEST}]})
    if person.erased_at is not None:
        raise Refused(_("De gegevens van deze persoon zijn al gewist."))
    if person.left_on is None or person.left_on >= clock.today():
        raise Refused(_("Deze persoon is in dienst. Meld hem of haar eerst uit dienst."))
    obey(still_kept("people.person", ground, person.left_on, clock.today()))
    person.given_name, person.family_name = _("Gewiste"), _("persoon %(number)s") % {"number": person.pk.hex[:6]}
    person.email = person.phone = person.personnel_number = person.job_title = ""
    person.account, person.erased_at = None, clock.now()
    person.save()
    QuerySet(Absence).filter(person=person).delete()
    state(PersonErased(about=person, ground=ground, reason=reason))
    return person
