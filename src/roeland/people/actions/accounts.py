"""Verbs on accounts: giving one, inviting, passwords, preferences, standing still."""

import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.page import SIGNED_IN
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.facts import Subject
from roeland.people.account_facts import (
    AccountDeactivated,
    AccountGiven,
    InvitationAccepted,
    PasswordSet,
    PersonInvited,
    PreferencesChanged,
    SecondStepReset,
)
from roeland.people.actions._rows import check, obey_reach
from roeland.people.models import Account, Invitation, Person
from roeland.people.rules import P
from roeland.people.values import INVITATION_DAYS, hashed


def about(account: Account) -> Subject:
    """How the installation's tree names an account."""
    return Subject("people.account", account.pk)


def own_account(actor: Actor, *, account: Account, **rest: object) -> Decision:
    """Everybody manages his own account; the operator every account."""
    mine = actor.operator or actor.account_id == account.pk
    return ALLOWED if mine else Denied(_("Dit is niet jouw account."))


@action(P.PERSON_EDIT, AccountGiven)
def give_account(actor: Actor, *, person: Person, email: str = "") -> Account:
    """Let a person log in: with the account of that address when there is one, otherwise with a new one without password.

    Raises Refused when the person has one, or holds a role that the actor may not give (`rules.may_reach`); Invalid
    when there is no address.
    """
    obey_reach(actor, person)
    if person.account_id is not None:
        raise Refused(_("%(person)s heeft al een account.") % {"person": person})
    address = (email or person.email).strip().lower()
    if not address:
        raise Invalid({"email": [_("Vul eerst een e-mailadres in.")]})
    account = Account.objects.filter(email__iexact=address).first()
    if account is None:
        account = Account(email=address, created_at=clock.now())
        account.set_unusable_password()
        check(account)
        account.save()
    elif Person.objects.filter(authority=person.authority_id, account=account).exists():
        raise Invalid({"email": [_("Dit adres hoort al bij iemand anders van dit bestuur.")]})
    person.account = account
    person.save(update_fields=["account"])
    state(AccountGiven(about=person, name=str(person), os_user=actor.shell_user))
    return account


@action(P.PERSON_EDIT, PersonInvited)
def invite(actor: Actor, *, person: Person, mail: bool = True) -> Invitation:
    """Mail a person a link that works once, for seven days, to choose a password. Older invitations stop working.

    The link is in the mail and in `link` of the row that is returned; it is never stored. Without `mail` the caller
    hands it over (the command line of a server that cannot mail yet). Raises Refused when the person left or holds
    a role that the actor may not give (`rules.may_reach`), Invalid without an address.
    """
    obey_reach(actor, person)
    if person.left_on is not None and person.left_on < clock.today():
        raise Refused(_("%(person)s is uit dienst.") % {"person": person})
    account = person.account or give_account(actor, person=person)
    if not account.is_active:
        raise Refused(_("Dit account staat stil."))
    now = clock.now()
    Invitation.objects.filter(account=account, used_at__isnull=True, expires_at__gt=now).update(expires_at=now)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        account=account, token_hash=hashed(secret), created_at=now, expires_at=now + timedelta(days=INVITATION_DAYS)
    )
    invitation.save()
    link = invitation.link = settings.CONFIG.base_url.rstrip("/") + reverse("people-invitation", args=[secret])
    if mail:
        transaction.on_commit(lambda: _mail(account.email, link, person))
    expires, who = invitation.expires_at, actor.shell_user
    state(PersonInvited(about=person, name=str(person), expires_at=expires, os_user=who))
    return invitation


def _mail(address: str, link: str, person: Person) -> None:
    body = render_to_string(
        "people/mail/invitation.txt", {"link": link, "name": person.given_name, "days": INVITATION_DAYS}
    )
    send_mail(_("Je account bij Roeland"), body, None, [address])


@action(SIGNED_IN, InvitationAccepted, installation=True)
def accept_invitation(actor: Actor, *, invitation: Invitation, password: str) -> Account:
    """Choose a password with an invitation. The actor is the invited account. Raises Refused when it is used or expired."""
    account: Account = invitation.account
    if actor.account_id != account.pk:
        raise Refused(_("Deze uitnodiging is voor iemand anders."))
    if invitation.used_at is not None or invitation.expires_at <= clock.now() or not account.is_active:
        raise Refused(_("Deze uitnodiging werkt niet meer. Vraag een nieuwe aan de personeelsdienst."))
    _choose(account, password)
    invitation.used_at = clock.now()
    invitation.save(update_fields=["used_at"])
    state(InvitationAccepted(about=about(account)))
    return account


@action(SIGNED_IN, PasswordSet, rule=own_account, installation=True)
def set_password(actor: Actor, *, account: Account, password: str, why: str = "gekozen") -> None:
    """Store a new password (argon2). `why`: gekozen, vergeten, or "versterkt" when the same one is only hashed anew.

    Raises Invalid with what the password lacks.
    """
    if why == "versterkt":
        account.set_password(password)
        account.save(update_fields=["password"])
    else:
        _choose(account, password)
    state(PasswordSet(about=about(account), why=why))


def _choose(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid({"password": list(error.messages)}) from error
    account.set_password(password)
    account.save(update_fields=["password"])


@action(P.ACCOUNT_MANAGE, AccountDeactivated, installation=True)
def deactivate(actor: Actor, *, account: Account) -> None:
    """Nobody logs in with this account any more, and its sessions end. The persons behind it stay as they are."""
    if not account.is_active:
        raise Refused(_("Dit account staat al stil."))
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions(account)
    state(AccountDeactivated(about=about(account), os_user=actor.shell_user))


@action(P.ACCOUNT_MANAGE, SecondStepReset, installation=True)
def reset_second_step(actor: Actor, *, account: Account) -> None:
    """Take the authenticator app and the recovery codes of an account away (a lost phone), and end its sessions.

    The password stays. Raises Refused when there is no second step.
    """
    removed, _rows = Authenticator.objects.filter(user=account).delete()
    if not removed:
        raise Refused(_("Dit account heeft geen tweede stap."))
    end_sessions(account)
    state(SecondStepReset(about=about(account), os_user=actor.shell_user))


def end_sessions(account: Account) -> None:
    """Log the account off on every device."""
    for session in UserSession.objects.filter(user=account):
        session.end()


@action(SIGNED_IN, PreferencesChanged, rule=own_account, installation=True)
def set_preferences(actor: Actor, *, account: Account, theme: str, digest: bool) -> Account:
    """Light or dark, and whether Roeland mails what there is to do."""
    account.theme, account.digest = theme, digest
    check(account)
    account.save(update_fields=["theme", "digest"])
    state(PreferencesChanged(about=about(account), theme=theme, digest=digest))
    return account
