"""Tables of accounts: the human who logs in, the invitations and tokens. None is a `Row`: an account serves many authorities."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """One human who logs in. Not a `Row`: one account may serve many authorities (through `Person.account`)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    theme = models.CharField(
        max_length=8, choices=[("", _("zoals het toestel")), ("light", _("licht")), ("dark", _("donker"))], blank=True
    )
    digest = models.BooleanField(_("één mail per dag met wat er te doen is"), default=True)
    created_at = models.DateTimeField()

    last_login = None  # log-ins are facts of the installation's tree, not a column written outside an action

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    def __str__(self) -> str:
        return self.email

    def check_password(self, raw_password: str | None) -> bool:
        """Like Django's, but it never writes: a weaker hash is replaced by a verb (see the adapter of the log-in)."""
        return check_password(raw_password, self.password)


class Invitation(models.Model):
    """A one-time invitation to set a password. Not a `Row`: it is about an account, and is opened before anybody is known."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    link = ""  # known only to whoever made it, right then; never stored

    objects: Any = models.Manager["Invitation"]()

    def __str__(self) -> str:
        return str(self.pk)


class ApiToken(models.Model):
    """A personal token for the API: stored hashed, shown once. Not a `Row`: it belongs to an account."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects: Any = models.Manager["ApiToken"]()

    def __str__(self) -> str:
        return self.name
