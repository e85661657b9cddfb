"""The page “Zo is dit verslag na te gaan” does what it says: followed step by step, without Roeland."""

import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from django.test import Client

from roeland.reports import actions
from roeland.reports.models import Report
from roeland.reports.sections.verify import steps
from roeland.reports.values import Part
from tests.reports.history import at, freeze, live
from tests.world import World

pytestmark = pytest.mark.django_db
SHEET = "/zonderbeke/verslagen/2025/"


def words(pdf: bytes) -> str:
    return " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def run(folder: Path, key: str) -> subprocess.CompletedProcess[str]:
    """Step 2, with Python alone."""
    command = [sys.executable, "-I", "verify.py", "jaarverslag-2025.tlog-proof", "--key", key]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


def offered(world: World) -> Report:
    """Frozen and before the council in March: a councillor reads it, and no log."""
    live(world)
    report = freeze(world)
    with at(2026, 3, 1):
        actions.offer(world.actor("bert"), report=report, since=report.frozen_at.date(), until=report.frozen_at.date())  # type: ignore[union-attr]
    return report


def test_a_councillor_can_follow_the_steps(world: World, browse: object, tmp_path: Path) -> None:
    report = offered(world)
    chris: Client = browse("chris")  # type: ignore[operator]
    with at(2026, 1, 15, 12):
        assert chris.get("/zonderbeke/logboek/").status_code in {403, 404}, "the log itself stays closed"
        sheet = chris.get(SHEET).content.decode()
        for url in (f"{SHEET}logbewijs/", "/zonderbeke/verslagen/verify.py"):
            assert f'href="{url}"' in sheet
        pdf = chris.get(f"{SHEET}openbaar.pdf").content
        decision = words(chris.get(f"{SHEET}ontwerpbesluit.pdf").content)
        proof = chris.get(f"{SHEET}logbewijs/")
        assert proof["Content-Disposition"] == 'attachment; filename="jaarverslag-2025-zonderbeke.tlog-proof"'
        (tmp_path / "jaarverslag-2025.tlog-proof").write_bytes(proof.content)
        (tmp_path / "verify.py").write_bytes(chris.get("/zonderbeke/verslagen/verify.py").content)

    text = words(pdf)
    for step in steps(Part.PUBLIC):
        assert step.replace(" ", "") in text.replace(" ", ""), step
    key = re.search(r"Openbare sleutel (\S+\+[0-9a-f]{8}\+\S+)", text)
    assert key is not None

    done = run(tmp_path, key[1])
    assert (done.returncode, done.stdout.split()[-1]) == (0, "Klopt.")
    _, body, told, _ = done.stdout.splitlines()
    assert json.loads(body)["action"] == "reports:report:frozen"
    entry = json.loads(told)
    assert (entry["year"], entry["tree_size"], entry["root"]) == (2025, report.tree_size, report.root)
    assert report.root[:20] in text.replace(" ", "")
    assert entry["parts"]["public"] == hashlib.sha256(pdf).hexdigest()
    assert key[1] in decision.replace(" ", ""), "the minutes of the council hold the key too"


def test_what_was_changed_does_not_pass(world: World, browse: object, tmp_path: Path) -> None:
    report = offered(world)
    with at(2026, 1, 15, 12):
        proof = browse("chris").get(f"{SHEET}logbewijs/").content.decode()  # type: ignore[operator]
        (tmp_path / "verify.py").write_bytes(Path("src/roeland/ledger/verify.py").read_bytes())
    file = tmp_path / "jaarverslag-2025.tlog-proof"
    file.write_text(proof)
    assert run(tmp_path, report.key).returncode == 0
    assert run(tmp_path, report.key[:-6] + "AAAAAA").returncode == 1
    extra = proof.splitlines()[1]
    for changed in (proof.replace(extra, extra[:-8] + "AAAA" + extra[-4:]), proof.replace("index ", "index 1", 1)):
        file.write_text(changed)
        done = run(tmp_path, report.key)
        assert (done.returncode, done.stdout.split()[-2:]) == (1, ["KLOPT", "NIET."])


def test_no_proof_of_a_draft_nor_for_who_may_not_read(world: World, browse: object) -> None:
    offered(world)
    dina = browse("dina")  # type: ignore[operator]
    with at(2026, 1, 15, 12):
        actions.start(world.actor("dina"), authority=world.zonderbeke, year=2026)
        assert dina.get(f"{SHEET}logbewijs/").status_code == 200
        assert dina.get("/zonderbeke/verslagen/2026/logbewijs/").status_code == 404
        assert browse("an").get(f"{SHEET}logbewijs/").status_code in {403, 404}  # type: ignore[operator]
    with at(2026, 4, 1):  # the council has met
        assert browse("chris").get(f"{SHEET}logbewijs/").status_code == 404  # type: ignore[operator]
