"""The forms of the log-in in our own frame and words. What they do is allauth's."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from roeland.ui import dates
from roeland.ui.form import Form

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class _Worded(Form):
    """Gives the fields of an allauth form our labels, and no placeholders."""

    words: "Mapping[str, StrOrPromise]" = {}
    hints: "Mapping[str, StrOrPromise]" = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.words.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if not isinstance(field.widget, forms.HiddenInput | forms.CheckboxInput):
                field.widget.attrs["class"] = "input"
            field.error_messages["required"] = gettext("Vul %(label)s in.") % {"label": dates.small(str(field.label))}


class LoginForm(_Worded, account.LoginForm):  # type: ignore[misc] # allauth has no types
    words = {"login": _("E-mailadres"), "password": _("Wachtwoord")}


class ReauthenticateForm(_Worded, account.ReauthenticateForm):  # type: ignore[misc] # as above
    words = {"password": _("Wachtwoord")}


class ResetPasswordForm(_Worded, account.ResetPasswordForm):  # type: ignore[misc] # as above
    words = {"email": _("E-mailadres")}


CHOICE = _("Minstens twaalf tekens. Een zin die je onthoudt is beter dan een kort woord met vreemde tekens.")


class ResetPasswordKeyForm(_Worded, account.ResetPasswordKeyForm):  # type: ignore[misc] # as above
    words = {"password1": _("Nieuw wachtwoord"), "password2": _("Nog eens")}
    hints = {"password1": CHOICE}


class ChangePasswordForm(_Worded, account.ChangePasswordForm):  # type: ignore[misc] # as above
    words = {"oldpassword": _("Huidig wachtwoord"), "password1": _("Nieuw wachtwoord"), "password2": _("Nog eens")}
    hints = {"password1": CHOICE}


CODE = {"code": _("Code uit je authenticator-app")}


class AuthenticateForm(_Worded, mfa.AuthenticateForm):  # type: ignore[misc] # as above
    words = CODE
    hints = {"code": _("Zes cijfers, of een van je herstelcodes.")}


class MFAReauthenticateForm(_Worded, mfa.ReauthenticateForm):  # type: ignore[misc] # as above
    words = CODE


class ActivateTOTPForm(_Worded, totp.ActivateTOTPForm):  # type: ignore[misc] # as above
    words = CODE


class DeactivateTOTPForm(_Worded, totp.DeactivateTOTPForm):  # type: ignore[misc] # as above
    pass


class GenerateRecoveryCodesForm(_Worded, recovery.GenerateRecoveryCodesForm):  # type: ignore[misc] # as above
    pass
