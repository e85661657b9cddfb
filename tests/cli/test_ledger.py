"""`roeland ledger` as a stranger would use it: real processes, a data folder of its own, a verifier without Roeland."""

import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.cli.running import ok, run


def verified(bundle: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the verify.py that is in the bundle, in a Python without site-packages."""
    script = bundle.with_suffix(".py")
    script.write_bytes(zipfile.ZipFile(bundle).read("verify.py"))
    command = [sys.executable, "-I", "-S", "-X", "utf8", str(script), str(bundle), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_export_verify_tamper_and_rotate(install: Callable[[Path], Path], tmp_path: Path) -> None:
    data, bundle = install(tmp_path / "data"), tmp_path / "bundel.zip"
    assert ok(data, "ledger", "verify").strip() == "Er is nog geen logboek."
    done = run(data, "ledger", "export", "--authority", "installatie", "--out", str(bundle))
    assert done.returncode == 1
    assert "nog leeg" in done.stderr
    ok(data, "backup", "--out", str(tmp_path / "back-up.zip"))  # states a fact in the installation's tree
    told = json.loads(ok(data, "ledger", "export", "--authority", "installatie", "--out", str(bundle), "--json"))
    assert told["size"] == 2
    assert "Traceback" not in run(data, "ledger", "export", "--authority", "nergens", "--out", str(bundle)).stderr
    assert verified(bundle, "--key", told["vkey"]).returncode == 0
    assert "jaarverslag" in verified(bundle).stdout
    assert ok(data, "ledger", "key").split() == [told["vkey"]]
    assert "Nieuwe sleutel" in ok(data, "ledger", "rotate", "--authority", "installatie")
    assert len(ok(data, "ledger", "key").split()) == 2
    ok(data, "ledger", "export", "--authority", "installatie", "--out", str(bundle))
    assert verified(bundle, "--key", told["vkey"]).returncode == 0  # the old key leads to the new one
    before = (data / "roeland.sqlite3").read_bytes()
    report = json.loads(ok(data, "ledger", "verify", "--json"))
    assert (report["ok"], report["logs"][0]["size"]) == (True, 4)
    assert (data / "roeland.sqlite3").read_bytes() == before  # verify writes nothing
    changed = bytearray(bundle.read_bytes())
    changed[changed.index(b'"os_user"') + 11] ^= 1
    bundle.write_bytes(changed)
    refused = verified(bundle)
    assert (refused.returncode, refused.stderr) == (1, "")
    assert "Logregel 0 klopt niet: de tekst" in refused.stdout
    assert "handtekening" not in refused.stdout
    with sqlite3.connect(data / "roeland.sqlite3") as file:
        file.execute("DROP TRIGGER ledger_ledgerentry_no_update")
        file.execute("UPDATE ledger_ledgerentry SET action = 'ledger:backup:missed' WHERE idx = 0")
    file.close()
    done = run(data, "ledger", "verify")
    assert done.returncode == 1
    assert "Logregel 0 klopt niet" in done.stdout
