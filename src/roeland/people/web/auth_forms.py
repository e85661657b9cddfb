"""The forms of the log-in in our own frame and words. What they do is allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from django import forms

from roeland.ui.form import Form


class _Worded(Form):
    """Gives the fields of an allauth form our labels, and no placeholders."""

    words: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.words.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if not isinstance(field.widget, forms.HiddenInput | forms.CheckboxInput):
                field.widget.attrs["class"] = "input"
            field.error_messages["required"] = f"Vul {str(field.label).lower()} in."


class LoginForm(_Worded, account.LoginForm):  # type: ignore[misc] # allauth has no types
    words = {"login": "E-mailadres", "password": "Wachtwoord"}


class ReauthenticateForm(_Worded, account.ReauthenticateForm):  # type: ignore[misc] # as above
    words = {"password": "Wachtwoord"}


class ResetPasswordForm(_Worded, account.ResetPasswordForm):  # type: ignore[misc] # as above
    words = {"email": "E-mailadres"}


CHOICE = "Minstens twaalf tekens. Een zin die je onthoudt is beter dan een kort woord met vreemde tekens."


class ResetPasswordKeyForm(_Worded, account.ResetPasswordKeyForm):  # type: ignore[misc] # as above
    words = {"password1": "Nieuw wachtwoord", "password2": "Nog eens"}
    hints = {"password1": CHOICE}


class ChangePasswordForm(_Worded, account.ChangePasswordForm):  # type: ignore[misc] # as above
    words = {"oldpassword": "Huidig wachtwoord", "password1": "Nieuw wachtwoord", "password2": "Nog eens"}
    hints = {"password1": CHOICE}


CODE = {"code": "Code uit je authenticator-app"}


class AuthenticateForm(_Worded, mfa.AuthenticateForm):  # type: ignore[misc] # as above
    words = CODE
    hints = {"code": "Zes cijfers, of een van je herstelcodes."}


class MFAReauthenticateForm(_Worded, mfa.ReauthenticateForm):  # type: ignore[misc] # as above
    words = CODE


class ActivateTOTPForm(_Worded, totp.ActivateTOTPForm):  # type: ignore[misc] # as above
    words = CODE


class DeactivateTOTPForm(_Worded, totp.DeactivateTOTPForm):  # type: ignore[misc] # as above
    pass


class GenerateRecoveryCodesForm(_Worded, recovery.GenerateRecoveryCodesForm):  # type: ignore[misc] # as above
    pass
