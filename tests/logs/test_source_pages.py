"""The pages of sources: from nothing to an imported file, by who may, with a fixed number of queries."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.logs import store
from roeland.logs.formats import csvs
from roeland.logs.formats.values import SKIPPED
from roeland.logs.models import Delivery, LogUser, Source
from tests.logs.intake_kit import csv, line, number, source, stored, taken
from tests.world import World, log_in

NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)
BASE = "/zonderbeke/logcontrole"
FORMATS = Path(csvs.__file__).parent


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def dina(world: World) -> Client:
    client = Client()
    log_in(client, world.accounts["dina"])
    return client


def the(world: World, model: type) -> list[object]:
    with scope(world.system, [world.zonderbeke]):
        return list(model.objects.all())  # type: ignore[attr-defined]


def upload(client: Client, where: Source, data: bytes, name: str = "log.csv") -> str:
    answer = client.post(f"{BASE}/bronnen/{where.pk}/bestand/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer.headers["Location"]


def test_from_nothing_to_consultations_that_count(world: World, dina: Client) -> None:
    assert "Er is nog geen bron" in dina.get(f"{BASE}/bronnen/").content.decode()
    answer = dina.post(
        f"{BASE}/bronnen/nieuw/",
        {
            "kind": "consult",
            "format": "csv",
            "name": "Rijksregister",
            "supplier": "Leverancier",
            "due_day": "5",
            "contact": "x@y.be",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    where = the(world, Source)[0]
    assert isinstance(where, Source)
    data = csv([line(1), line(2, citizen="85073003329")])
    assert upload(dina, where, data).endswith("/lezen/")  # nobody said yet how it is read
    page = dina.get(f"{BASE}/bronnen/{where.pk}/lezen/").content.decode()
    assert 'value="Rijksregisternummer"' in page
    assert 'value="Datum + Uur"' in page
    fields = {
        "event_id": "Nummer",
        "ts": "Datum + Uur",
        "user_id": "Gebruiker",
        "citizen": "Rijksregisternummer",
        "service": "=MAGDA",
    }
    rest = {
        "format": "csv",
        "zone": "Europe/Brussels",
        "dates": "auto",
        "encoding": "auto",
        "separator": "auto",
        "decimal": ",",
        "adds": "on",
    }
    answer = dina.post(
        f"{BASE}/bronnen/{where.pk}/lezen/", {**{f"f_{name}": word for name, word in fields.items()}, **rest}
    )
    assert answer.status_code == 302, answer.content.decode()
    check = dina.get(answer.headers["Location"]).content.decode()
    assert "Testimport" in check
    assert "rij 3, kolom Rijksregisternummer: geen geldig" in check
    assert number(2) not in check
    assert the(world, Delivery) == []
    answer = dina.post(f"{BASE}/bronnen/{where.pk}/nakijken/")
    page = dina.get(answer.headers["Location"]).content.decode()
    assert "1 rij telt mee" in page
    assert f'href="{BASE}/starten/?maand=2026-10"' in page
    assert "Controle van oktober 2026 starten" in page, "what comes next stands here"
    dina.post(f"{BASE}/niet-nakijken/", {"month": "2026-10", "reason": "De export was stuk."})
    assert "Controle van oktober 2026 starten" not in dina.get(answer.headers["Location"]).content.decode()
    assert stored(where)[0]["service"] == "MAGDA"
    assert dina.get(f"{BASE}/bronnen/{where.pk}/nakijken/").status_code == 302  # nothing waits any more
    page = dina.get(f"{BASE}/bronnen/{where.pk}/brief/").content.decode()
    assert "mailto:x%40y.be" in page
    assert "oktober 2026" in page
    text = dina.get(f"{BASE}/bronnen/{where.pk}/brief/?vorm=txt")
    assert text.headers["Content-Disposition"].startswith("attachment")
    paper = dina.get(f"{BASE}/bronnen/{where.pk}/brief.pdf")
    assert paper.headers["Content-Disposition"] == 'attachment; filename="vraag-om-logbestand.pdf"'
    with pikepdf.open(BytesIO(paper.content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith("nl")
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
        assert "oktober 2026" in str(pdf.docinfo["/Title"])


def test_a_file_that_cannot_be_read_says_so_and_offers_the_way_on(world: World, dina: Client) -> None:
    where = source(world)
    page = dina.get(upload(dina, where, b"zomaar\n", "x.csv"))
    assert page.status_code == 422
    assert "x.csv heeft geen eerste regel" in page.content.decode()
    assert the(world, Delivery) == []


@pytest.mark.usefixtures("committing")
def test_undoing_a_file_and_ending_a_source(world: World, dina: Client) -> None:
    where = source(world)
    done = taken(world, where, csv([line(1)]))
    assert done.delivery is not None
    answer = dina.post(f"{BASE}/bestanden/{done.delivery.pk}/weghalen/", {"reason": "verkeerde maand"})
    assert answer.status_code == 302
    assert stored(where) == []
    assert taken(world, where, csv([line(1)])).found.rows == 1  # and it can come again
    assert dina.post(f"{BASE}/bronnen/{where.pk}/stoppen/", {"reason": "andere toepassing"}).status_code == 302
    assert dina.get(f"{BASE}/bronnen/{where.pk}/bestand/").status_code == 404
    assert len(stored(where)) == 1


def test_a_source_without_a_file_leads_to_the_sample_on_paper(world: World, dina: Client) -> None:
    where = source(world)
    page = dina.get(f"{BASE}/bronnen/{where.pk}/").content.decode()
    assert f'href="{BASE}/op-papier/"' in page
    assert dina.get(f"{BASE}/bronnen/{where.pk}/met-de-hand/").status_code == 404
    staff = source(world, name="Personeel", kind="staff", mapping={"fields": {"user_id": "Wie", "from_ts": "Van"}})
    assert "op-papier" not in dina.get(f"{BASE}/bronnen/{staff.pk}/").content.decode()


def test_users_are_tied_by_hand(world: World, dina: Client) -> None:
    where = source(world)
    taken(world, where, csv([line(1, user="an"), line(2, user="loket1"), line(3, user="wie")]))
    with scope(world.system, [world.zonderbeke]):
        rows = {row.user_id: row for row in LogUser.objects.all()}
    assert rows["an"].person_id == world.person("an").pk  # an@zonderbeke.example.be
    assert rows["loket1"].person_id is None
    page = dina.get(f"{BASE}/gebruikers/").content.decode()
    assert "Twee gebruikersnamen zijn van niemand" in page
    bert = world.person("bert")
    both = dina.post(f"{BASE}/gebruikers/{rows['loket1'].pk}/", {"person": str(bert.pk), "shared": "on"})
    assert both.status_code == 422
    assert dina.post(f"{BASE}/gebruikers/{rows['loket1'].pk}/", {"shared": "on"}).status_code == 302
    assert dina.post(f"{BASE}/gebruikers/{rows['wie'].pk}/", {"person": str(bert.pk)}).status_code == 302
    assert "van elke gebruikersnaam" in dina.get(f"{BASE}/gebruikers/").content.decode().lower()


@pytest.mark.parametrize("name", ["an", "bert", "chris", "emil"])
def test_others_see_nothing(world: World, name: str) -> None:
    where = source(world)
    done = taken(world, where, csv([line(1)]))
    assert done.delivery is not None
    client = Client()
    log_in(client, world.accounts[name])
    for path in (
        "bronnen/",
        f"bronnen/{where.pk}/",
        f"bronnen/{where.pk}/bestand/",
        f"bestanden/{done.delivery.pk}/",
        "gebruikers/",
    ):
        assert client.get(f"{BASE}/{path}").status_code == 404


def test_the_list_costs_the_same_with_more_sources(
    world: World, dina: Client, django_assert_max_num_queries: object
) -> None:
    for index in range(4):
        where = source(world, name=f"Bron {index}", due_day=3)
        taken(world, where, csv([line(index + 1)]))
    dina.get(f"{BASE}/bronnen/")  # what a session asks once
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        page = dina.get(f"{BASE}/bronnen/").content.decode()
    assert "Vier" in page or "4 bronnen" in page
    assert store.days(world.zonderbeke.pk)


def test_the_page_of_a_folder_says_how_long_a_refused_file_stands_there(world: World, dina: Client) -> None:
    where = source(world, folder="rr")
    shown = " ".join(dina.get(f"{BASE}/bronnen/{where.pk}/").content.decode().split())
    assert "staat nog 14 dagen onversleuteld in de map refused" in shown


def test_a_column_stands_once_in_the_first_rows(world: World, dina: Client) -> None:
    """What the engine reads and what only the file says overlap: the template of MAGDA fills both."""
    given = {"kind": "consult", "template": "magda-csv", "format": "csv", "name": "MAGDA"}
    assert dina.post(f"{BASE}/bronnen/nieuw/", given).status_code == 302
    where = the(world, Source)[0]
    head = "Referentie;Dienst;Toepassing;INSZ gebruiker;Hoedanigheid;Tijdstip;INSZ betrokkene"
    row = f"R1;RR identiteit;Sociaal pakket;{number(7)};maatschappelijk werker;01/10/2026 09:00:00;{number(2)}"
    shown = dina.get(upload(dina, where, f"{head}\n{row}\n".encode())).content.decode()
    heads = re.findall(r"<th[^>]*>(?:<[^>]+>)*([^<]+)", shown)
    assert heads.count("Handeling") == 1, heads


def test_what_is_left_out_has_one_number_and_what_counts_is_told_apart(world: World, dina: Client) -> None:
    """Six rows by two kinds of fault are six rows that were left out; a day without an hour counts, and is no fault."""
    where = source(world)
    bad = [line(at, citizen="123") for at in range(1, 6)]
    data = csv([*bad, line(6, user=""), line(7), line(8, hour="")])
    for page in (
        dina.get(upload(dina, where, data)),
        dina.get(f"{BASE}/bestanden/{taken(world, where, data).delivery.pk}/"),
    ):  # type: ignore[union-attr]
        text = page.content.decode()
        assert re.search(r'Overgeslagen rijen <span class="count">6</span>', text)
        assert "Wat niet gelezen werd" not in text
        left, _mark, _rest = text.partition("Overgeslagen rijen <span")[2].partition("</section>")
        assert ("geen geldig rijksregister" in left, "om middernacht" in left) == (True, False)
        assert "Telt mee, kijk het na" in text
        assert "(5 rijen)" in left


def test_every_fault_that_leaves_rows_out_says_so() -> None:
    """`parted` reads it in the words."""
    told = [one for path in FORMATS.glob("*.py") for one in re.findall(r"faults\.add\(([^\n]*)", path.read_text())]
    plain = [one for one in told if "overgeslagen" not in one and not re.search("SKIPPED|WRONG_QUOTES", one)]
    assert (len(told) > 8, plain) == (True, [])
    assert all("overgeslagen" in one for one in (csvs.WRONG_QUOTES, csvs.TOO_LONG, SKIPPED))
