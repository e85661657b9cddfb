"""Backup and restore on real data folders: equal rows, roots and files, and every way in which it must refuse."""

import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import ok, run

PASSPHRASE = "een lange wachtzin voor de sleutels"


@pytest.fixture(scope="module")
def installation(install: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a database, one evidence file and one entry in the installation's ledger (of the first backup)."""
    data = install(tmp_path_factory.mktemp("installation") / "var")
    (data / "evidence" / "ab").mkdir()
    (data / "evidence" / "ab" / "abcdef").write_bytes(b"bewijs" * 1000)
    ok(data, "backup", "--out", str(data.parent / "first.zip"))
    return data


@pytest.fixture(scope="module")
def backup(installation: Path) -> Path:
    """A backup with sealed keys."""
    phrase = installation.parent / "phrase"
    phrase.write_text(PASSPHRASE + "\n")
    out = installation.parent / "second.zip"
    ok(installation, "backup", "--out", str(out), "--with-keys", "--passphrase-file", str(phrase))
    return out


def rewrite(source: Path, target: Path, **changes: bytes) -> Path:
    """A copy of the backup with other bytes for the named files; the manifest's hashes follow, so that deeper checks must see it."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        for name in old.namelist():
            data = changes.get(name, old.read(name))
            if name in changes:
                manifest["files"][name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            if name != "manifest.json":
                new.writestr(name, data)
        new.writestr("manifest.json", json.dumps(manifest))
    return target


def test_backup_states_a_fact_with_the_name_of_the_user(installation: Path, backup: Path) -> None:
    with sqlite3.connect(installation / "roeland.sqlite3") as database:
        actions = [row[0] for row in database.execute("SELECT action FROM ledger_ledgerentry ORDER BY idx")]
        payloads = [
            json.loads(row[0]) for row in database.execute("SELECT payload FROM ledger_ledgerpayload ORDER BY idx")
        ]
    assert actions == ["ledger:backup:made"] * 2
    assert [p["backup"] for p in payloads] == ["first.zip", "second.zip"]
    assert all(p["os_user"] for p in payloads)
    assert [p["keys"] for p in payloads] == [False, True]


def test_restore_gives_everything_back_and_says_so(installation: Path, backup: Path, tmp_path: Path) -> None:
    data = tmp_path / "var"
    phrase = installation.parent / "phrase"
    result = json.loads(ok(data, "restore", str(backup), "--passphrase-file", str(phrase), "--json"))
    assert result["missing_keys"] == []
    assert (data / "keys" / "secret_key").read_text() == (installation / "keys" / "secret_key").read_text()
    assert (data / "evidence" / "ab" / "abcdef").read_bytes() == b"bewijs" * 1000
    with sqlite3.connect(data / "roeland.sqlite3") as database:
        actions = [row[0] for row in database.execute("SELECT action FROM ledger_ledgerentry ORDER BY idx")]
    assert actions == ["ledger:backup:made", "ledger:backup:restored"]
    ok(data, "check")


def test_restore_names_the_keys_that_are_missing(installation: Path, tmp_path: Path) -> None:
    said = ok(tmp_path / "var", "restore", str(installation.parent / "first.zip"))
    assert f"Sleutel ontbreekt: zet {tmp_path / 'var' / 'keys' / 'secret_key'} terug" in said


def test_restore_refuses_a_folder_with_something_in_it(installation: Path, backup: Path) -> None:
    done = run(installation, "restore", str(backup))
    assert done.returncode == 1
    assert "is niet leeg" in done.stderr


def test_restore_refuses_a_wrong_passphrase_and_leaves_nothing(backup: Path, tmp_path: Path) -> None:
    phrase = tmp_path / "phrase"
    phrase.write_text("een heel andere wachtzin")
    done = run(tmp_path / "var", "restore", str(backup), "--passphrase-file", str(phrase))
    assert (done.returncode, list((tmp_path / "var").iterdir())) == (1, [])
    assert "de wachtzin past niet" in done.stderr


@pytest.mark.parametrize("name", ["database", "data/evidence/ab/abcdef", "keys.sealed"])
def test_restore_refuses_changed_bytes(backup: Path, tmp_path: Path, name: str) -> None:
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.namelist():
            data = old.read(item)
            new.writestr(item, data[:-1] + bytes([data[-1] ^ 1]) if item == name else data)
    done = run(tmp_path / "var", "restore", str(changed))
    assert (done.returncode, list((tmp_path / "var").iterdir())) == (1, [])
    assert f"{name} is niet het bestand van de inhoudsopgave" in done.stderr


def test_restore_refuses_a_ledger_that_was_rewritten(backup: Path, tmp_path: Path) -> None:
    copy = tmp_path / "database"
    with zipfile.ZipFile(backup) as source:
        copy.write_bytes(source.read("database"))
    with sqlite3.connect(copy) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(
            "UPDATE ledger_ledgerentry SET body = CAST(replace(CAST(body AS TEXT), 'made', 'mode') AS BLOB)"
        )
    changed = rewrite(backup, tmp_path / "changed.zip", database=copy.read_bytes())
    done = run(tmp_path / "var", "restore", str(changed))
    assert done.returncode == 1
    assert "de wortel is niet die van de back-up" in done.stderr


def test_restore_refuses_a_database_with_a_row_less(backup: Path, tmp_path: Path) -> None:
    copy = tmp_path / "database"
    with zipfile.ZipFile(backup) as source:
        copy.write_bytes(source.read("database"))
    with sqlite3.connect(copy) as database:
        database.execute("DELETE FROM django_content_type WHERE id = (SELECT max(id) FROM django_content_type)")
    changed = rewrite(backup, tmp_path / "changed.zip", database=copy.read_bytes())
    done = run(tmp_path / "var", "restore", str(changed))
    assert (done.returncode, list((tmp_path / "var").iterdir())) == (1, [])
    assert "tabel django_content_type" in done.stderr
    assert "zijn weer leeg" in done.stderr


def test_backup_refuses_to_overwrite_and_half_a_request(installation: Path, backup: Path, tmp_path: Path) -> None:
    assert "bestaat al" in run(installation, "backup", "--out", str(backup)).stderr
    assert "horen samen" in run(installation, "backup", "--out", str(tmp_path / "x.zip"), "--with-keys").stderr
    short = tmp_path / "short"
    short.write_text("kort")
    done = run(installation, "backup", "--out", str(tmp_path / "x.zip"), "--with-keys", "--passphrase-file", str(short))
    assert "te kort" in done.stderr
    assert not (tmp_path / "x.zip").exists()


def test_no_backup_at_all(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"geen zip")
    assert run(tmp_path / "var", "restore", str(tmp_path / "x.zip")).returncode == 1
    shutil.make_archive(str(tmp_path / "y"), "zip", tmp_path, "x.zip")
    assert "geen back-up van Roeland" in run(tmp_path / "var", "restore", str(tmp_path / "y.zip")).stderr
