"""The page “Zo is dit verslag na te gaan” does what it says: followed step by step, without Roeland."""

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdf
import pytest

from roeland.kernel.scope import scope
from roeland.ledger.export import export
from roeland.reports.models import FrozenPart
from roeland.reports.queries import reports
from roeland.reports.values import Part
from tests.reports.history import freeze, live
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_third_party_can_follow_the_steps(world: World, tmp_path: Path) -> None:
    live(world)
    report = freeze(world)
    with scope(world.actor("dina"), [world.zonderbeke]):
        pdf = reports.pdf(FrozenPart.objects.get(report=report, part=Part.PUBLIC))
    out = tmp_path / "bundel.zip"
    export(world.actor("dina"), world.zonderbeke, out)

    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    key = re.search(r"Openbare sleutel\s+(\S+\+[0-9a-f]{8}\+\S+)", text)
    assert key is not None
    with zipfile.ZipFile(out) as bundle:
        (tmp_path / "verify.py").write_bytes(
            bundle.read(next(name for name in bundle.namelist() if name.endswith("verify.py")))
        )
        everything = b"\n".join(bundle.read(name) for name in bundle.namelist() if "payload" in name).decode()
    run = [sys.executable, "-I", str(tmp_path / "verify.py"), str(out), "--key", key[1]]
    assert subprocess.run(run, check=False, capture_output=True).returncode == 0
    wrong = [*run[:-1], key[1][:-6] + "AAAAAA"]
    assert subprocess.run(wrong, check=False, capture_output=True).returncode == 1

    assert hashlib.sha256(pdf).hexdigest() in everything
    assert report.root in everything
    assert json.dumps(report.root) in everything
    assert f"{report.root[:20]}" in text.replace("\n", "")
