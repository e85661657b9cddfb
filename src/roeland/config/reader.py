"""Reads the settings from the environment, else from the TOML file; collects every problem before it raises."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from roeland.config.values import Config, ConfigError, Problem

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_TRUE, _FALSE = ("1", "true", "ja", "yes", "on"), ("0", "false", "nee", "no", "off", "")
_MOST_PROXIES = 9
_SECRET_KEY_LENGTH = 50  # Django's own lower bound


@dataclass(frozen=True)
class Setting:
    """One setting: key in the TOML file, variable in the environment, whether `<variable>_FILE` may hold it."""

    key: str
    variable: str
    secret: bool = False


SETTINGS = (
    Setting("debug", "ROELAND_DEBUG"),
    Setting("demo", "ROELAND_DEMO"),
    Setting("secret_key", "ROELAND_SECRET_KEY", secret=True),
    Setting("allowed_hosts", "ROELAND_ALLOWED_HOSTS"),
    Setting("base_url", "ROELAND_BASE_URL"),
    Setting("database_url", "DATABASE_URL", secret=True),
    Setting("database_owner_url", "DATABASE_OWNER_URL", secret=True),
    Setting("mail_url", "ROELAND_MAIL_URL", secret=True),
    Setting("mail_from", "ROELAND_MAIL_FROM"),
    Setting("log_level", "ROELAND_LOG_LEVEL"),
    Setting("trusted_proxies", "ROELAND_TRUSTED_PROXIES"),
    Setting("log_keys", "ROELAND_LOG_KEYS"),
    Setting("log_inbox", "ROELAND_LOG_INBOX"),
)
# Variables that are read elsewhere (where the settings are, and switches of the tests).
OTHER_VARIABLES = ("ROELAND_DATA", "ROELAND_CONFIG", "ROELAND_NO_SKIP")


def data_folder(env: Mapping[str, str]) -> Path:
    """The data folder named by ROELAND_DATA, else `./var`."""
    return Path(env.get("ROELAND_DATA") or "var").expanduser().absolute()


def load(env: Mapping[str, str] | None = None) -> Config:
    """Read the settings. Raises `ConfigError` with every problem found."""
    environment = os.environ if env is None else env
    return _Reader(environment).config()


class _Reader:
    """Collects values and problems from one environment and its TOML file."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.problems: list[Problem] = []
        self.data = data_folder(env)
        self.file = self._find_file()
        self.text = ""
        self.table: dict[str, object] = self._read_file() if self.file else {}

    def config(self) -> Config:
        by_key = {setting.key: setting for setting in SETTINGS}
        base_url = self._url(by_key["base_url"], "http://127.0.0.1:8000", ("http", "https"))
        config = Config(
            data=self.data,
            debug=self._flag(by_key["debug"]),
            demo=self._flag(by_key["demo"]),
            secret_key_setting=self._secret_key(by_key["secret_key"]),
            allowed_hosts=self._hosts(by_key["allowed_hosts"], base_url),
            base_url=base_url.rstrip("/"),
            database_url=self._url(by_key["database_url"], "", ("postgresql", "postgres")),
            database_owner_url=self._url(by_key["database_owner_url"], "", ("postgresql", "postgres")),
            mail_url=self._url(by_key["mail_url"], "", ("smtp", "smtps")),
            mail_from=self._text(by_key["mail_from"])[0] or "roeland@localhost",
            log_level=self._choice(by_key["log_level"], LOG_LEVELS, "INFO"),
            trusted_proxies=self._number(by_key["trusted_proxies"], _MOST_PROXIES),
            log_keys_setting=self._log_keys(by_key["log_keys"]),
            log_inbox_setting=self._folder(by_key["log_inbox"])[0],
            file=self.file,
        )
        if self.problems:
            raise ConfigError(self.problems)
        return config

    def _find_file(self) -> Path | None:
        named = self.env.get("ROELAND_CONFIG")
        if named:
            return Path(named).expanduser().absolute()
        default = self.data / "roeland.toml"
        return default if default.is_file() else None

    def _read_file(self) -> dict[str, object]:
        assert self.file is not None
        try:
            self.text = self.file.read_text(encoding="utf-8")
            table: dict[str, object] = tomllib.loads(self.text)
        except (OSError, UnicodeDecodeError) as error:
            where = "ROELAND_CONFIG" if self.env.get("ROELAND_CONFIG") else str(self.file)
            self.problems.append(Problem(where, f"kan het bestand {self.file} niet lezen ({_reason(error)})."))
            return {}
        except tomllib.TOMLDecodeError as error:
            self.problems.append(Problem(str(self.file), f"is geen geldige TOML ({error})."))
            return {}
        known = {setting.key for setting in SETTINGS} | {f"{s.key}_file" for s in SETTINGS if s.secret}
        for key in table:
            if key not in known:
                hint = f"onbekende instelling. Bekend zijn: {', '.join(s.key for s in SETTINGS)}."
                self.problems.append(Problem(self._place(key), hint))
        return table

    def _place(self, key: str) -> str:
        """`file, regel N, key` of a key in the TOML file."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if line.split("=")[0].strip().strip("[]\"'") == key:
                return f"{self.file}, regel {number}, {key}"
        return f"{self.file}, {key}"

    def _raw(self, setting: Setting) -> tuple[object, str]:
        """Value (None when not set) and where it stands: variable, `<variable>_FILE`, key, `<key>_file`."""
        if setting.variable in self.env:
            return self.env[setting.variable], setting.variable
        if setting.secret and self.env.get(f"{setting.variable}_FILE"):
            name = f"{setting.variable}_FILE"
            return self._secret_file(self.env[name], name), name
        if setting.key in self.table:
            return self.table[setting.key], self._place(setting.key)
        if setting.secret and f"{setting.key}_file" in self.table:
            where = self._place(f"{setting.key}_file")
            return self._secret_file(str(self.table[f"{setting.key}_file"]), where), where
        return None, setting.variable

    def _secret_file(self, name: str, where: str) -> str | None:
        try:
            return Path(name).expanduser().read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(Problem(where, f"kan het bestand {name} niet lezen ({_reason(error)})."))
            return None

    def _text(self, setting: Setting) -> tuple[str, str]:
        raw, where = self._raw(setting)
        if raw is None:
            return "", where
        if not isinstance(raw, str):
            self.problems.append(Problem(where, "verwacht tekst tussen aanhalingstekens."))
            return "", where
        return raw.strip(), where

    def _flag(self, setting: Setting) -> bool:
        raw, where = self._raw(setting)
        if raw is None or isinstance(raw, bool):
            return bool(raw)
        word = str(raw).strip().lower()
        if word not in _TRUE + _FALSE:
            self.problems.append(Problem(where, f"verwacht ja of nee (true of false), niet “{raw}”."))
        return word in _TRUE

    def _number(self, setting: Setting, most: int) -> int:
        raw, where = self._raw(setting)
        text = "" if isinstance(raw, bool) else str(0 if raw is None else raw).strip()
        if not (text.isascii() and text.isdigit() and int(text) <= most):
            self.problems.append(Problem(where, f"verwacht een getal van 0 tot {most}, niet “{raw}”."))
            return 0
        return int(text)

    def _choice(self, setting: Setting, choices: tuple[str, ...], default: str) -> str:
        value, where = self._text(setting)
        if value and value.upper() not in choices:
            self.problems.append(Problem(where, f"verwacht een van {', '.join(choices)}, niet “{value}”."))
            return default
        return value.upper() or default

    def _folder(self, setting: Setting) -> tuple[Path | None, str]:
        value, where = self._text(setting)
        return Path(value).expanduser().absolute() if value else None, where

    def _log_keys(self, setting: Setting) -> Path | None:
        found, where = self._folder(setting)
        if found is not None and found.resolve().is_relative_to(self.data.resolve()):
            self.problems.append(Problem(where, "ligt in de map met gegevens. Kies een map erbuiten."))
        return found

    def _url(self, setting: Setting, default: str, schemes: tuple[str, ...]) -> str:
        value, where = self._text(setting)
        if not value:
            return default
        parts = urlsplit(value)
        # The value itself is never printed: it may hold a password.
        if parts.scheme not in schemes or not (parts.netloc or parts.query):
            self.problems.append(Problem(where, f"verwacht een adres dat begint met {schemes[0]}://"))
            return default
        try:
            _ = parts.port
        except ValueError:
            self.problems.append(Problem(where, "de poort in dit adres is geen getal tussen 0 en 65535."))
            return default
        if setting.key.startswith("database") and not parts.path.strip("/"):
            self.problems.append(Problem(where, "noemt geen databank (…/naam aan het einde)."))
        return value

    def _hosts(self, setting: Setting, base_url: str) -> tuple[str, ...]:
        raw, where = self._raw(setting)
        own = {"127.0.0.1", "localhost", "[::1]", urlsplit(base_url).hostname or "localhost"}
        if raw is None:
            return tuple(sorted(own))
        items = raw.split(",") if isinstance(raw, str) else raw
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            self.problems.append(Problem(where, "verwacht namen van servers, gescheiden door komma's."))
            return ()
        return tuple(sorted(own | {item.strip() for item in items if item.strip()}))

    def _secret_key(self, setting: Setting) -> str:
        value, where = self._text(setting)
        if value and len(value) < _SECRET_KEY_LENGTH:
            self.problems.append(
                Problem(where, f"is te kort: gebruik minstens {_SECRET_KEY_LENGTH} willekeurige tekens.")
            )
        return value


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "het bestaat niet"
    if isinstance(error, PermissionError):
        return "geen toegang"
    if isinstance(error, UnicodeDecodeError):
        return "het is geen UTF-8"
    return type(error).__name__
