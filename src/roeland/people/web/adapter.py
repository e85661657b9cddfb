"""Binds django-allauth to our verbs: every change of an account and every log-in leaves a fact in the installation's tree."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import identify_hasher
from django.http import HttpRequest, HttpResponse

from roeland.kernel.actor import Actor
from roeland.people import actions
from roeland.people.models import Account
from roeland.people.web.secret_box import box
from roeland.ui.shell import THEME_COOKIE

THEMES = {"light": "licht", "dark": "donker"}
MESSAGES = {
    "email_password_mismatch": "Dit e-mailadres en dit wachtwoord horen niet samen.",
    "too_many_login_attempts": "Te veel pogingen. Wacht vijf minuten en probeer dan opnieuw.",
    "incorrect_password": "Dat is niet je wachtwoord.",
    "enter_current_password": "Vul je huidige wachtwoord in.",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Accounts come by invitation; passwords change by a verb."""

    error_messages = {**DefaultAccountAdapter.error_messages, **MESSAGES}

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- signature of allauth
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """As allauth does; a password that was hashed more weakly than today's setting is hashed anew by a verb."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        password = credentials.get("password")
        if isinstance(user, Account) and password and identify_hasher(user.password).must_update(user.password):
            actions.set_password(actions.self_actor(user), account=user, password=password, why="versterkt")
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002 -- of allauth
        actions.record_failure(Actor.system("aanmelden"), address=str(credentials.get("email", "")))

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """By the account's own address (allauth looks in its table of addresses, which stays empty here)."""
        found = self.authenticate(self.request, email=_account(user).email, password=password)
        return found is not None and found.pk == user.pk

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        account = _account(user)
        why = "gekozen" if self.request and self.request.user.is_authenticated else "vergeten"
        actions.set_password(actions.self_actor(account), account=account, password=password, why=why)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        account = _account(user)
        actions.record_login(actions.self_actor(account), account=account)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if account.theme in THEMES:
            response.set_cookie(THEME_COOKIE, THEMES[account.theme], httponly=True, samesite="Lax")
        return response

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            account = _account(request.user)
            actions.record_logout(actions.self_actor(account), account=account)
        super().logout(request)


def _account(user: Any) -> Account:
    """Allauth's user as what it is: our account (in a request it is a lazy wrapper of it, which passes isinstance)."""
    if not isinstance(user, Account):
        raise TypeError("only accounts log in")
    return user


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """The second step: its secrets stand encrypted in the database, the key in a file."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Die code klopt niet. Kijk of de klok van je gsm juist staat en neem de nieuwste code.",
    }

    def encrypt(self, text: str) -> str:
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return box().decrypt(encrypted_text.encode()).decode()
