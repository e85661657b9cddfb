"""Django's settings, all from `roeland.config` (environment or one TOML file; see docs/configuration.md)."""

from roeland.config import TIME_ZONE, Config, django_database, django_mail, django_proxy, load
from roeland.people.auth_settings import *  # noqa: F403 -- the log-in's own settings, kept by the room that owns it

CONFIG: Config = load()

SECRET_KEY = CONFIG.secret_key
DEBUG = CONFIG.debug
ALLOWED_HOSTS = list(CONFIG.allowed_hosts) or ["127.0.0.1", "localhost", "[::1]", "testserver"]
ROELAND_DATA = CONFIG.data
ROELAND_DEMO = CONFIG.demo
_HOST = CONFIG.base_url.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0] or "localhost"
ROELAND_LEDGER_HOST = "demonstratie.localhost" if CONFIG.demo else _HOST  # every checkpoint of a demonstration says so
ROELAND_ACTOR = "roeland.people.actors.actor_of"
ROELAND_SHELL = "roeland.web.shell.shell_of"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "roeland.kernel",
    "roeland.ui",
    "roeland.ledger",
    "roeland.people",
    "roeland.duties",
    "roeland.documents",
    "roeland.acceptance",
    "roeland.knowledge",
    "roeland.packs",
    "roeland.logs",
    "roeland.meetings",
    "roeland.governance",
    "roeland.visits",
    "roeland.projects",
    "roeland.reports",
    "roeland.web",
    # after our rooms: their templates replace those of allauth
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "roeland.kernel.page.PageGuard",
]

ROOT_URLCONF = "roeland.urls"
WSGI_APPLICATION = "roeland.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "roeland.ui.shell.context",
            ],
        },
    }
]

DATABASES = {"default": django_database(CONFIG)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "roeland_cache"}}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.base_url.startswith("https://")
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

LANGUAGE_CODE = "nl-be"
LANGUAGES = [("nl-be", "Nederlands")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = TIME_ZONE  # noqa: PLW0127 -- Django reads it from this module
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# Views that are not ours, by URL name: open to all, or to whoever is signed in. Anything else without @page answers 403.
ROELAND_PUBLIC_VIEWS = frozenset(AUTH_PUBLIC_VIEWS)  # noqa: F405
ROELAND_SIGNED_IN_VIEWS = frozenset(AUTH_SIGNED_IN_VIEWS)  # noqa: F405

globals().update(django_mail(CONFIG))
globals().update(django_proxy(CONFIG))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": CONFIG.log_level},
}
