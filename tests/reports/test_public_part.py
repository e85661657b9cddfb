"""The public part: short, and without a name, a system or a weakness."""

import io

import pypdf
import pytest

from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.reports import actions
from roeland.reports.models import FrozenPart, Report
from roeland.reports.queries import reports
from roeland.reports.values import Part
from tests.reports.history import FINDING, SECRET, at, freeze, live
from tests.reports.texts import text_of
from tests.world import World


def test_public_part_is_short_and_names_nothing(world: World) -> None:
    live(world, extra=20)
    report = freeze(world)
    with scope(world.actor("dina"), [world.zonderbeke]):
        for row in FrozenPart.objects.filter(report=report):
            text = text_of(reports.pdf(row))
            if row.part == Part.ANNEX:
                assert "Belfortserver" in text
                assert "Torenrouter" in text
                assert "volgt in maart" in text
                continue
            for name in (*SECRET.split()[-1:], *FINDING.split()[-1:], "Claes", "Peeters", "Mertens", "volgt in maart"):
                assert name not in text, (row.part, name)
            if row.part == Part.PUBLIC:
                assert row.pages <= actions.MOST_PAGES
                assert row.pages == len(pypdf.PdfReader(io.BytesIO(reports.pdf(row))).pages)


@pytest.mark.parametrize(
    "text",
    [
        "An Peeters deed alles.",
        "Zie Patchachterstand op Torenrouter.",
        "Dank aan Mertens.",
        f"Ook de {SECRET.lower()}.",
    ],
)
def test_a_public_text_with_a_name_is_refused(world: World, text: str) -> None:
    live(world)
    with pytest.raises(Refused, match="Samenvatting"):
        freeze(world, text=text)
    with scope(world.actor("dina"), [world.zonderbeke]):
        report = Report.objects.get(year=2025)
        assert not report.frozen
        assert not FrozenPart.objects.filter(report=report).exists()


def test_too_long_a_public_part_is_refused(world: World) -> None:
    live(world)
    dina = world.actor("dina")
    with at(2026, 1, 15):
        report = actions.start(dina, authority=world.zonderbeke, year=2025)
        for section in ("samenvatting", "taken", "vergaderingen", "bevindingen"):
            actions.write(dina, report=report, section=section, text="\n\n".join(["Kort."] * 850))
        with pytest.raises(Refused, match="pagina's"):
            actions.freeze(dina, report=report)
