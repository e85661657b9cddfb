"""Log control in a backup: consultations and raw files always, its keys only sealed, files that wait in the clear never."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import ok, run

PLACE = "5b0f3c1e-0000-4000-8000-000000000001"


@pytest.fixture
def installation(install: Callable[[Path], Path], tmp_path: Path) -> Path:
    data = install(tmp_path / "here" / "var")
    logs, keys = data / "consultations" / PLACE, data.with_name("var-logkeys") / PLACE
    for name in (
        "vault/a.raw",
        "store/consult/source=x/day=2026-10-01/a.parquet",
        "in/burgerzaken/vers.csv",
        "store/staging/b/all.parquet",
    ):
        (logs / name).parent.mkdir(parents=True, exist_ok=True)
        (logs / name).write_bytes(name.encode())
    keys.mkdir(parents=True)
    (keys / "pseudonym.key").write_text('{"key": "00"}')
    (tmp_path / "phrase").write_text("een lange wachtzin voor de sleutels\n")
    return data


def test_keys_go_along_only_when_asked(installation: Path, tmp_path: Path) -> None:
    plain, whole = tmp_path / "plain.zip", tmp_path / "whole.zip"
    said = ok(installation, "backup", "--out", str(plain))
    assert "logbestanden niet te lezen" in said
    ok(installation, "backup", "--out", str(whole), "--with-keys", "--passphrase-file", str(tmp_path / "phrase"))
    with zipfile.ZipFile(plain) as one, zipfile.ZipFile(whole) as two:
        names = set(one.namelist())
        assert {name for name in names if "consultations" in name} == {
            f"data/consultations/{PLACE}/vault/a.raw",
            f"data/consultations/{PLACE}/store/consult/source=x/day=2026-10-01/a.parquet",
        }
        assert "log-keys.sealed" not in names
        assert "log-keys.sealed" in two.namelist()
        assert b"pseudonym" not in two.read("log-keys.sealed")
    new = tmp_path / "there" / "var"
    found = json.loads(ok(new, "restore", str(whole), "--passphrase-file", str(tmp_path / "phrase"), "--json"))
    assert found["missing_keys"] == []
    key = new.with_name("var-logkeys") / PLACE / "pseudonym.key"
    assert key.read_text() == '{"key": "00"}'
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.parent.stat().st_mode & 0o777 == 0o700
    assert (new / "consultations" / PLACE / "vault" / "a.raw").read_bytes() == b"vault/a.raw"
    ok(new, "check")


def test_a_restore_names_log_keys_that_are_missing_and_overwrites_none(installation: Path, tmp_path: Path) -> None:
    plain, whole = tmp_path / "plain.zip", tmp_path / "whole.zip"
    ok(installation, "backup", "--out", str(plain))
    ok(installation, "backup", "--out", str(whole), "--with-keys", "--passphrase-file", str(tmp_path / "phrase"))
    one = tmp_path / "one" / "var"
    said = ok(one, "restore", str(plain))
    assert f"Sleutel ontbreekt: zet {one.with_name('var-logkeys') / PLACE / 'pseudonym.key'} terug" in said
    two = tmp_path / "two" / "var"
    other = two.with_name("var-logkeys") / PLACE / "pseudonym.key"
    other.parent.mkdir(parents=True)
    other.write_text('{"key": "11"}')
    done = run(two, "restore", str(whole), "--passphrase-file", str(tmp_path / "phrase"))
    assert done.returncode != 0
    assert "is een andere sleutel dan die van de back-up" in done.stderr
    assert other.read_text() == '{"key": "11"}'
