"""Translates the settings into those of Django: database and mail."""

from urllib.parse import parse_qsl, unquote, urlsplit

from roeland.config.values import Config


def django_database(config: Config, *, owner: bool = False) -> dict[str, object]:
    """The `DATABASES["default"]` of Django. `owner` asks for the role that migrates (PostgreSQL only).

    SQLite: WAL, every commit flushed to disk (synchronous=FULL), transactions take the
    write lock at once and wait 20 s for it.
    """
    url = (config.database_owner_url if owner else "") or config.database_url
    if url:
        return _postgres(url)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(config.sqlite_path),
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
        },
    }


def _postgres(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or parts.hostname or ""
    port = options.pop("port", "") or str(parts.port or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": options,
    }


def django_mail(config: Config) -> dict[str, object]:
    """The `EMAIL_*` settings of Django. `smtp://user:password@host:587` speaks STARTTLS (`?tls=none` only on loopback),
    `smtps://` TLS from the first byte; nothing set means files in `data/mail`."""
    if not config.mail_url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(config.mail),
            "DEFAULT_FROM_EMAIL": config.mail_from,
        }
    parts = urlsplit(config.mail_url)
    plain = dict(parse_qsl(parts.query)).get("tls") == "none"
    direct = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if direct else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": direct,
        "EMAIL_USE_TLS": not direct and not plain,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": config.mail_from,
    }


YEAR = 365 * 24 * 60 * 60


def django_proxy(config: Config) -> dict[str, object]:
    """The settings of Django and allauth behind an https proxy.

    A form posted from the origin of `base_url` is ours, also where the proxy speaks http to us. What a proxy says in
    `X-Forwarded-*` is believed only when `trusted_proxies` counts how many there are: anybody can send those headers.
    """
    parts = urlsplit(config.base_url)
    found: dict[str, object] = {
        "CSRF_TRUSTED_ORIGINS": [f"{parts.scheme}://{parts.netloc}"],
        "SECURE_HSTS_SECONDS": YEAR if parts.scheme == "https" else 0,
        "ALLAUTH_TRUSTED_PROXY_COUNT": config.trusted_proxies,
    }
    if config.trusted_proxies:
        found["SECURE_PROXY_SSL_HEADER"] = ("HTTP_X_FORWARDED_PROTO", "https")
    return found
