"""The pages of an import: test first, all or nothing, no national number anywhere."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry
from roeland.people.models import Person
from tests.people.importers.files import csv_bytes, valid_national, xlsx_bytes
from tests.world import World


def send(client: Any, name: str, data: bytes) -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post("/zonderbeke/personen/importeren/", {"file": file}, follow=True)


ROWS = [
    ["Voornaam", "Familienaam", "E-mail", "Dienst", "Rol"],
    ["Tom", "Vercruysse", "tom@zonderbeke.example", "Sociale dienst", "medewerker (gebruiker)"],
    ["Lies", "Van Damme", "lies@zonderbeke.example", "Personeel", "hr"],
]


def test_an_import_from_test_to_second_time(world: World, browse: Any) -> None:
    client = browse("bert")
    page = send(client, "personeel.csv", csv_bytes(ROWS)).content.decode()
    assert "Alles klopt" in page
    assert "2 personen nieuw" in page
    with scope(world.system, [world.zonderbeke]):
        assert not Person.objects.filter(family_name="Vercruysse").exists()
    answer = client.post("/zonderbeke/personen/importeren/uitvoeren/", follow=True)
    assert "Geïmporteerd: 2 diensten nieuw, 2 personen nieuw" in answer.content.decode()
    with scope(world.system, [world.zonderbeke]):
        tom = Person.objects.get(family_name="Vercruysse")
        assert [one.role for one in tom.mandates.all()] == ["staff"]
        assert [one.team.name for one in tom.memberships.select_related("team")] == ["Sociale dienst"]
    stated = LedgerEntry.everything.filter(authority_id=world.zonderbeke.pk).count()
    again = send(client, "personeel.xlsx", xlsx_bytes(ROWS)).content.decode()
    assert "Er verandert niets" in again
    client.post("/zonderbeke/personen/importeren/uitvoeren/")
    assert LedgerEntry.everything.filter(authority_id=world.zonderbeke.pk).count() == stated


def test_one_fault_and_nothing_is_imported(world: World, browse: Any) -> None:
    client = browse("bert")
    page = send(client, "personeel.csv", csv_bytes([*ROWS, ["Jan", "Janssens", "jan@", "ICT", ""]])).content.decode()
    assert "1 rij klopt nog niet" in page
    assert "Dat is geen e-mailadres" in page
    assert "C E-mail" in page
    client.post("/zonderbeke/personen/importeren/uitvoeren/")
    with scope(world.system, [world.zonderbeke]):
        assert not Person.objects.filter(family_name="Vercruysse").exists()
    faults = client.get("/zonderbeke/personen/importeren/fouten/")
    import openpyxl

    sheet = openpyxl.load_workbook(BytesIO(faults.content)).active
    assert [cell.value for cell in sheet[2]][:3] == [4, "C E-mail", "jan@"]
    assert client.post("/zonderbeke/personen/importeren/stoppen/").status_code == 302
    assert client.get("/zonderbeke/personen/importeren/nakijken/").status_code == 302


def test_a_refusal_of_a_verb_undoes_the_whole_import(world: World, browse: Any) -> None:
    rows = [ROWS[0], *ROWS[1:], ["Dina", "Claes", "", "", "interne auditor"]]
    client = browse("bert")
    send(client, "personeel.csv", csv_bytes(rows))
    page = client.post("/zonderbeke/personen/importeren/uitvoeren/").content.decode()
    assert "auditor" in page
    with scope(world.system, [world.zonderbeke]):
        assert not Person.objects.filter(family_name="Vercruysse").exists()


def test_hr_may_not_appoint_by_an_import(world: World, browse: Any) -> None:
    world.employ("hilde", ["hr"])
    page = send(browse("hilde"), "personeel.csv", csv_bytes(ROWS)).content.decode()
    assert "Je mag geen mandaten aanduiden" in page


def test_a_national_number_comes_back_nowhere(world: World, browse: Any) -> None:
    number = valid_national("850730033")
    client = browse("bert")
    page = send(client, f"lijst {number}.csv", csv_bytes([*ROWS, ["Jan", "Janssens", number, "", ""]])).content.decode()
    assert number not in page
    assert "Hier staat een rijksregisternummer" in page
    assert number not in client.get("/zonderbeke/personen/importeren/fouten/").content.decode("latin-1")


def test_templates_are_read_back(world: World, browse: Any) -> None:
    client = browse("bert")
    for kind in ("personen", "mandaten", "diensten"):
        file = client.get(f"/zonderbeke/personen/importeren/sjabloon/{kind}/")
        assert file.content.startswith(b"\xef\xbb\xbf")
    assert client.get("/zonderbeke/personen/importeren/sjabloon/x/").status_code == 404
