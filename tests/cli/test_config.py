"""Settings: precedence, secrets in files, and errors that name the place."""

import stat
from pathlib import Path

import pytest

from roeland import config


def read(folder: Path, **env: str) -> config.Config:
    return config.load({"ROELAND_DATA": str(folder), **env})


def problems(folder: Path, **env: str) -> list[str]:
    with pytest.raises(config.ConfigError) as caught:
        read(folder, **env)
    return [str(problem) for problem in caught.value.problems]


def test_defaults_need_nothing(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert (found.debug, found.demo, found.is_postgres) == (False, False, False)
    assert found.sqlite_path == tmp_path / "roeland.sqlite3"
    assert found.allowed_hosts == ("127.0.0.1", "[::1]", "localhost")
    assert list(tmp_path.iterdir()) == []  # reading settings leaves no trace


def test_environment_wins_over_file(tmp_path: Path) -> None:
    (tmp_path / "roeland.toml").write_text(
        'debug = true\nlog_level = "error"\nallowed_hosts = ["roeland.lissegem.be"]\n'
    )
    found = read(tmp_path, ROELAND_DEBUG="nee")
    assert (found.debug, found.log_level) == (False, "ERROR")
    assert "roeland.lissegem.be" in found.allowed_hosts


def test_named_file_wins_over_the_one_in_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "roeland.toml").write_text("debug = true\n")
    other = tmp_path / "other.toml"
    other.write_text('base_url = "https://roeland.zonderbeke.be/"\n')
    found = read(tmp_path, ROELAND_CONFIG=str(other))
    assert (found.debug, found.base_url, found.file) == (False, "https://roeland.zonderbeke.be", other)
    assert "roeland.zonderbeke.be" in found.allowed_hosts


def test_secret_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql://roeland_app:x@127.0.0.1:5433/roeland\n")
    assert read(tmp_path, DATABASE_URL_FILE=str(secret)).database_url.endswith("/roeland")
    assert problems(tmp_path, DATABASE_URL_FILE=str(tmp_path / "weg")) == [
        f"DATABASE_URL_FILE: kan het bestand {tmp_path / 'weg'} niet lezen (het bestaat niet)."
    ]


def test_every_problem_is_named_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "roeland.toml"
    file.write_text('# uitleg\ndebug = "misschien"\nkleur = "groen"\n')
    found = problems(tmp_path, ROELAND_LOG_LEVEL="luid", ROELAND_SECRET_KEY="kort", DATABASE_URL="mysql://u:geheim@h/d")
    assert [line.split(": ")[0] for line in found] == [
        f"{file}, regel 3, kleur",
        f"{file}, regel 2, debug",
        "ROELAND_SECRET_KEY",
        "DATABASE_URL",
        "ROELAND_LOG_LEVEL",
    ]
    assert "geheim" not in "".join(found)  # a wrong URL never shows its password


def test_broken_toml_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "roeland.toml").write_text("debug = \n")
    [found] = problems(tmp_path)
    assert found.startswith(f"{tmp_path / 'roeland.toml'}: is geen geldige TOML")
    assert "line 1" in found


def test_secret_key_is_made_once_and_closed(tmp_path: Path) -> None:
    found = read(tmp_path)
    first = found.secret_key
    assert len(first) >= 50
    assert read(tmp_path).secret_key == first
    assert stat.S_IMODE((tmp_path / "keys" / "secret_key").stat().st_mode) == 0o600
    assert [entry.name for entry in (tmp_path / "keys").iterdir()] == ["secret_key"]
    own = "x" * 60
    assert own not in repr(read(tmp_path, ROELAND_SECRET_KEY=own))


def test_databases(tmp_path: Path) -> None:
    sqlite = config.django_database(read(tmp_path))
    assert sqlite["NAME"] == str(tmp_path / "roeland.sqlite3")
    assert "synchronous=FULL" in str(sqlite["OPTIONS"])
    both = {
        "DATABASE_URL": "postgresql://app:p%40s@db:5433/roeland",
        "DATABASE_OWNER_URL": "postgresql://owner@/roeland?host=/run/pg",
    }
    app = config.django_database(read(tmp_path, **both))
    owner = config.django_database(read(tmp_path, **both), owner=True)
    assert (app["USER"], app["PASSWORD"], app["HOST"], app["PORT"]) == ("app", "p@s", "db", "5433")
    assert (owner["USER"], owner["HOST"], owner["PORT"], owner["OPTIONS"]) == ("owner", "/run/pg", "", {})


def test_mail(tmp_path: Path) -> None:
    assert config.django_mail(read(tmp_path))["EMAIL_FILE_PATH"] == str(tmp_path / "mail")
    smtp = config.django_mail(read(tmp_path, ROELAND_MAIL_URL="smtp://u:p@post.zonderbeke.be"))
    assert (smtp["EMAIL_PORT"], smtp["EMAIL_USE_TLS"], smtp["EMAIL_USE_SSL"]) == (587, True, False)
    smtps = config.django_mail(read(tmp_path, ROELAND_MAIL_URL="smtps://post.zonderbeke.be"))
    assert (smtps["EMAIL_PORT"], smtps["EMAIL_USE_TLS"], smtps["EMAIL_USE_SSL"]) == (465, False, True)
