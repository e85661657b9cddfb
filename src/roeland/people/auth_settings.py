"""Settings of the log-in (django-allauth), read by `roeland.settings`. Imports no models."""

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/account/login/"
ACCOUNT_ADAPTER = "roeland.people.web.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "roeland.people.web.auth_forms.LoginForm",
    "reset_password": "roeland.people.web.auth_forms.ResetPasswordForm",
    "reset_password_from_key": "roeland.people.web.auth_forms.ResetPasswordKeyForm",
    "change_password": "roeland.people.web.auth_forms.ChangePasswordForm",
    "reauthenticate": "roeland.people.web.auth_forms.ReauthenticateForm",
}
# Counted in the cache table, so all processes share them: per address of the network and per e-mail address.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/10m/key",
    "reset_password_from_key": "10/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}

MFA_ADAPTER = "roeland.people.web.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an invitation already went to the address
MFA_TOTP_ISSUER = "Roeland"
MFA_FORMS = {
    "authenticate": "roeland.people.web.auth_forms.AuthenticateForm",
    "reauthenticate": "roeland.people.web.auth_forms.MFAReauthenticateForm",
    "activate_totp": "roeland.people.web.auth_forms.ActivateTOTPForm",
    "deactivate_totp": "roeland.people.web.auth_forms.DeactivateTOTPForm",
    "generate_recovery_codes": "roeland.people.web.auth_forms.GenerateRecoveryCodesForm",
}
USERSESSIONS_TRACK_ACTIVITY = False

# Pages of allauth by URL name. What is in neither list answers 403: signing up, changing the address, codes by mail.
AUTH_PUBLIC_VIEWS = [
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
]
AUTH_SIGNED_IN_VIEWS = [
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_reauthenticate",
    "usersessions_list",
]
