import hashlib
import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from roeland.cli.report import report
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry
from roeland.reports import store
from roeland.reports.models import FrozenPart
from tests.reports.history import at, freeze, live
from tests.world import World

pytestmark = pytest.mark.django_db


def annual(out: Path, *more: str, slug: str = "zonderbeke") -> Result:
    arguments = ["annual", "--authority", slug, "--year", "2025", "--out", str(out), *more]
    return CliRunner().invoke(report, arguments)


def test_a_frozen_report_comes_out_byte_for_byte(world: World, tmp_path: Path) -> None:
    live(world)
    frozen = freeze(world)
    for option, part in (
        ("public", "public"),
        ("annex", "annex"),
        ("control", "organisation_control"),
        ("decision", "council_decision"),
    ):
        out = tmp_path / f"{option}.pdf"
        result = annual(out, "--part", option, "--json")
        assert result.exit_code == 0, result.output
        told = json.loads(result.output)
        with scope(world.actor("dina"), [world.zonderbeke]):
            row = FrozenPart.objects.get(report=frozen, part=part)
        assert told["frozen"] is True
        assert told["sha256"] == row.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    assert LedgerEntry.everything.filter(action="reports:report:printed").count() == 4


def test_without_freezing_it_is_a_draft(world: World, tmp_path: Path) -> None:
    live(world)
    with at(2026, 1, 15):
        result = annual(tmp_path / "x.pdf")
    assert "ontwerp" in result.output
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")


def test_a_missing_file_is_said_in_words(world: World, tmp_path: Path) -> None:
    live(world)
    frozen = freeze(world)
    with scope(world.actor("dina"), [world.zonderbeke]):
        store.path_of(FrozenPart.objects.get(report=frozen, part="public").sha256).unlink()
    result = annual(tmp_path / "x.pdf")
    assert result.exit_code == 1
    assert "Zet een back-up terug" in result.output
    assert not (tmp_path / "x.pdf").exists()


def test_an_unknown_authority_is_named(world: World, tmp_path: Path) -> None:
    result = annual(tmp_path / "x.pdf", slug="nergens")
    assert result.exit_code == 1
    assert "lissegem, zonderbeke" in result.output


def test_the_ending_of_the_file_asks_for_word_which_says_that_the_pdf_is_frozen(world: World, tmp_path: Path) -> None:
    live(world)
    frozen = freeze(world)
    told = json.loads(annual(tmp_path / "x.DOCX", "--part", "annex", "--json").output)
    with scope(world.actor("dina"), [world.zonderbeke]):
        row = FrozenPart.objects.get(report=frozen, part="annex")
    assert (told["form"], told["pages"], told["pdf_sha256"]) == ("docx", None, row.sha256)
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "x.DOCX")).paragraphs)
    assert f"Bevroren is de PDF van dit deel, met SHA-256 {row.sha256}" in text
    assert "Bevindingen" in text
    assert LedgerEntry.everything.filter(action="reports:report:printed").count() == 1


def test_a_draft_in_word_says_ontwerp(world: World, tmp_path: Path) -> None:
    live(world)
    with at(2026, 1, 15):
        assert "Een kopie om in te werken." in annual(tmp_path / "x.docx").output
    paragraphs = [paragraph.text for paragraph in docx.Document(str(tmp_path / "x.docx")).paragraphs]
    assert any("een verslag dat nog een ontwerp is" in text for text in paragraphs)
