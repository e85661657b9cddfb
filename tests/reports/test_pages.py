import io
from datetime import date

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roeland.kernel.scope import scope
from roeland.reports import actions
from roeland.reports.models import FrozenPart, Report
from roeland.reports.queries import reports
from roeland.reports.values import Part
from tests.reports.history import at, freeze, live
from tests.world import World

pytestmark = pytest.mark.django_db
LIST, SHEET = "/zonderbeke/verslagen/", "/zonderbeke/verslagen/2025/"


def status(client: Client, url: str) -> int:
    return client.get(url).status_code


def draft(world: World) -> Report:
    live(world)
    with at(2026, 1, 15):
        return actions.start(world.actor("dina"), authority=world.zonderbeke, year=2025)


def test_begin_write_freeze_and_download_in_the_browser(world: World, browse: object) -> None:
    live(world)
    dina = browse("dina")  # type: ignore[operator]
    with at(2026, 1, 15):
        assert "Er is nog geen jaarverslag" in dina.get(LIST).content.decode()
        assert dina.post(LIST + "beginnen/", {"year": "2025"}).url == SHEET
        page = dina.get(SHEET).content.decode()
        assert "Voorlopig, met de cijfers van vandaag" in page
        assert "tekst nog te schrijven" in page
        assert dina.post(SHEET + "tekst/samenvatting/", {"text": "Het ging goed."}).status_code == 302
        assert "Het ging goed." in dina.get(SHEET).content.decode()
        asked = dina.get(SHEET + "bevriezen/").content.decode()
        assert "Cijfers van 2025 bevriezen?" in asked
        assert "Daarna verandert er niets meer aan dit verslag." in asked
        assert dina.post(SHEET + "bevriezen/").status_code == 302
        frozen = dina.get(SHEET).content.decode()
        assert "Bevroren op 15/01/2026" in frozen
        assert SHEET + "bevriezen/" not in frozen
    with scope(world.actor("dina"), [world.zonderbeke]):
        report = Report.objects.get(year=2025)
        rows = {Part(row.part): row for row in FrozenPart.objects.filter(report=report)}
    for part in Part:
        answer = dina.get(f"{SHEET}{part.slug}.pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith('attachment; filename="jaarverslag-2025-zonderbeke-')
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer.content == reports.pdf(rows[part])
        word = dina.get(f"{SHEET}{part.slug}.docx")
        assert word["Content-Disposition"].endswith(f'-{part.slug}.docx"')
        assert word["X-Content-Type-Options"] == "nosniff"
        assert rows[part].sha256 in " ".join(p.text for p in docx.Document(io.BytesIO(word.content)).paragraphs)


def test_a_figure_opens_its_origin(world: World, browse: object) -> None:
    live(world)
    report = freeze(world)
    dina = browse("dina")  # type: ignore[operator]
    page = dina.get(SHEET + "?onderdeel=samenvatting&cijfer=tasks-done").content.decode()
    assert 'aria-current="true">13\u00a0gedaan</a>' in page
    assert "<h2>13 gedaan</h2>" in page
    assert "reports.annual.tasks-done, versie 1" in page
    assert f"0 tot {report.tree_size - 1}" in page
    assert "13 gegevens tonen" in page
    figure = dina.get(SHEET + "cijfers/tasks-done/").content.decode()
    assert "Je ziet 13 van 13." in figure
    assert "Controle 4" in figure
    assert "met dezelfde gegevens" in figure
    assert dina.get(SHEET + "cijfers/bestaat-niet/").status_code == 404


def test_a_reader_without_the_control_plan_sees_the_number_but_not_the_tasks(world: World, browse: object) -> None:
    live(world)
    freeze(world)
    world.employ("voorzitter", ["chair"])
    page = browse("voorzitter").get(SHEET + "cijfers/tasks-done/").content.decode()  # type: ignore[operator]
    assert "Gedaan: 13" in page
    assert "Je ziet 0 van 13." in page
    assert "Controle 4" not in page


def test_who_sees_what(world: World, browse: object) -> None:
    draft(world)
    world.employ("voorzitter", ["chair"])
    for name, wanted in {"dina": 200, "bert": 200, "voorzitter": 404, "chris": 404, "an": 404, "emil": 404}.items():
        assert status(browse(name), SHEET) == wanted, name  # type: ignore[operator]
    assert "Jaarverslag 2025" not in browse("voorzitter").get(LIST).content.decode()  # type: ignore[operator]
    with at(2026, 1, 15):
        report = actions.freeze(world.actor("dina"), report=reload(world))
    for name, public, annex in (
        ("dina", 200, 200),
        ("bert", 200, 200),
        ("voorzitter", 200, 404),
        ("chris", 404, 404),
        ("an", 404, 404),
    ):
        client = browse(name)  # type: ignore[operator]
        assert status(client, SHEET) == public, name
        assert status(client, SHEET + "openbaar.pdf") == public, name
        assert status(client, SHEET + "bijlage.pdf") == annex, name
        assert status(client, SHEET + "?deel=bijlage") == annex, name
        assert status(client, SHEET + "tekst/samenvatting/") in ({302} if name in {"dina", "bert"} else {404}), name
        assert status(client, SHEET + "bevriezen/") == (200 if name in {"dina", "bert"} else 404), name
    actions.offer(world.actor("bert"), report=report, since=date(2026, 3, 10), until=date(2026, 3, 26))
    with at(2026, 3, 20):
        assert status(browse("chris"), SHEET) == 200  # type: ignore[operator]
        assert status(browse("chris"), SHEET + "bijlage.pdf") == 404  # type: ignore[operator]
    with at(2026, 3, 27):
        assert status(browse("chris"), SHEET) == 404  # type: ignore[operator]


def reload(world: World) -> Report:
    with scope(world.actor("dina"), [world.zonderbeke]):
        return Report.objects.select_related("authority").get(year=2025)


def test_a_refused_freeze_says_why(world: World, browse: object) -> None:
    report = draft(world)
    with at(2026, 1, 15):
        actions.write(world.actor("dina"), report=report, section="taken", text="Bert Maes was ziek.")
        page = browse("dina").post(SHEET + "bevriezen/")  # type: ignore[operator]
    assert page.status_code == 200
    assert "Terugkerende taken: Bert Maes" in page.content.decode()


def test_offering_in_the_browser(world: World, browse: object) -> None:
    live(world)
    freeze(world)
    bert = browse("bert")  # type: ignore[operator]
    assert bert.post(SHEET + "raad/", {"since": "2026-03-26", "until": "2026-03-10"}).status_code == 200
    assert bert.post(SHEET + "raad/", {"since": "2026-03-10", "until": "2026-03-26"}).status_code == 302
    assert reload(world).council_until == date(2026, 3, 26)


@pytest.mark.parametrize(
    "url", [LIST, SHEET, SHEET + "?deel=bijlage&onderdeel=alles", SHEET + "cijfers/tasks-done/", SHEET + "tekst/taken/"]
)
def test_the_number_of_queries_does_not_grow_with_the_year(world: World, browse: object, url: str) -> None:
    draft(world)
    dina = browse("dina")  # type: ignore[operator]
    counts = []
    for extra in (0, 25):
        if extra:
            from roeland.duties.actions import making

            for number in range(extra):
                with at(2025, 1 + number % 12, 3):
                    making.make_task(
                        world.actor("dina"),
                        authority=world.zonderbeke,
                        title=f"Meer {number}",
                        due=date(2025, 1 + number % 12, 20),
                        lead_role="security_officer",
                    )
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert dina.get(url).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 39  # a report asks every room, each a fixed number of questions


def test_the_list_over_all_authorities(world: World, browse: object) -> None:
    live(world)
    freeze(world)
    page = browse("dina").get("/verslagen/").content.decode()  # type: ignore[operator]
    assert "Jaarverslag 2025" in page
    assert "Zonderbeke" in page
    assert status(browse("an"), "/verslagen/") == 404  # type: ignore[operator]
    assert "Jaarverslag 2025" not in browse("emil").get("/verslagen/").content.decode()  # type: ignore[operator]


@pytest.mark.parametrize(
    "url",
    ["99999999999999999999999/", "0/", "2025/geheim.pdf", "2025/cijfers/x/", "2025/tekst/nagaan/", "1/bevriezen/"],
)
def test_what_is_not_there_is_not_there(world: World, browse: object, url: str) -> None:
    assert status(browse("dina"), LIST + url) == 404  # type: ignore[operator]


def test_the_sheet_leads_to_the_entry_of_the_freeze(world: World, browse: object) -> None:
    live(world)
    report = freeze(world)
    dina = browse("dina")  # type: ignore[operator]
    url = f"/zonderbeke/logboek/{report.tree_size}/"
    assert url in dina.get(SHEET).content.decode()
    assert "bevroor de cijfers van het jaarverslag 2025" in dina.get(url).content.decode()
