"""What a PDF says about itself (properties, XMP, bookmarks, files inside): the authority, never a person, never a closed document."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from django.test import Client

from roeland.acceptance import actions as acceptance
from roeland.documents import actions
from roeland.governance import actions as governance
from roeland.kernel import gate
from roeland.kernel.scope import scope
from roeland.logs.actions.sources import make_source
from roeland.logs.models import Run
from roeland.meetings.models import Meeting
from roeland.people import actions as people
from roeland.projects import actions as projects
from roeland.projects.values import Case
from roeland.reports.actions import start
from roeland.reports.values import Part
from roeland.visits.actions.closing import close_visit
from roeland.visits.actions.visits import open_visit, plan_visit
from tests.acceptance.conftest import asked, crowd, paper
from tests.documents.conftest import draft, made, published
from tests.governance.test_advice import given
from tests.governance.test_management import begun
from tests.meetings.conftest import running
from tests.projects.test_projects import costs, propose
from tests.world import FAMILY, World

CLOSED = "Geheimblad van de kluis"
MOMENT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
Browse = Callable[[str], Client]


def text_of(world: World) -> str:
    row = made(world)
    published(world, row)
    return f"documenten/{row.number}/versies/1.0/pdf/"


def advice(world: World) -> str:
    return f"adviezen/{given(world).pk}/advies.pdf"


def crisis(world: World) -> str:
    return "contacten/crisis.pdf"


def management(world: World) -> str:
    return f"managementverslag/{begun(world).pk}/verslag.pdf"


def frozen(world: World) -> str:
    row = governance.freeze_report(world.actor("dina"), report=begun(world))
    return f"managementverslag/{row.pk}/verslag.pdf"


def case(world: World) -> str:
    row = propose(world)
    costs(world, row)
    wanted = Case(Decimal(10000), Decimal(50000), Decimal(90000), Decimal(20), Decimal(50), 4)
    projects.write_case(world.actor("dina"), project=row, case=wanted, what="Een gestolen wachtwoord.")
    return f"projecten/{row.pk}/businesscase.pdf"


def begun_year(world: World, part: Part) -> str:
    start(world.actor("dina"), authority=world.zonderbeke, year=2025)
    return f"verslagen/2025/{part.slug}.pdf"


def annual(world: World) -> str:
    return begun_year(world, Part.PUBLIC)


def annex(world: World) -> str:
    return begun_year(world, Part.ANNEX)


def minutes(world: World) -> str:
    dina = world.actor("bert")
    body = people.add_body(dina, authority=world.zonderbeke, kind="security_service", name="Dienst")
    for name in ("dina", "bert", "an"):
        people.join_body(dina, body=body, person=world.person(name), chairs=name == "dina", start=date(2025, 1, 1))
    meeting: Meeting = running(world, body)
    return f"vergaderingen/{meeting.pk}/verslag.pdf"


def visit(world: World) -> str:
    dina, place = world.actor("dina"), world.zonderbeke
    with scope(dina, [place]):
        row = open_visit(dina, visit=plan_visit(dina, authority=place, on=MOMENT.date()))
        return f"bezoeken/{close_visit(dina, visit=row, text='Rond.', minutes=30).pk}/verslag.pdf"


def letters(world: World) -> str:
    (one,) = crowd(world, 1, mailbox=False)
    offer = acceptance.offer(world.actor("dina"), document=paper(world, "Afspraken"), who="all")
    (row,) = asked(world, offer, person=one)
    return f"leesrondes/{offer.pk}/brieven/?people={row.pk}"


def explanation(_world: World) -> str:
    return "logcontrole/uitleg/pdf/"


def control(world: World) -> str:
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Run.objects.create(
            authority=world.zonderbeke,
            audience="ksz_log",
            month=date(2026, 1, 1),
            events=40,
            explained=38,
            started_at=MOMENT,
        )
    return "logcontrole/verslagen/2026-01/pdf/"


def supplier(world: World) -> str:
    row = make_source(
        world.actor("dina"), authority=world.zonderbeke, name="Rijksregister", kind="consult", format="csv", template="magda-csv",
        supplier="Leverancier", contract_clause="artikel 12",
    )  # fmt: skip
    return f"logcontrole/bronnen/{row.pk}/brief.pdf"


SURFACES = [
    text_of,
    advice,
    crisis,
    management,
    frozen,
    case,
    annual,
    annex,
    minutes,
    visit,
    letters,
    explanation,
    control,
    supplier,
]


def fetched(world: World, client: Client, where: str) -> bytes:
    path, _, people_ = where.partition("?people=")
    url = f"/zonderbeke/{path}"
    answer = client.post(url, {"people": [people_]}) if people_ else client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    assert content.startswith(b"%PDF")
    return content


def told(pdf: pikepdf.Pdf) -> str:
    """Properties, XMP, and the names and descriptions of files inside."""
    said = [f"{key} {value}" for key, value in pdf.docinfo.items()]
    said.append(pdf.Root.Metadata.read_bytes().decode())
    said += [f"{name} {pdf.attachments[name].obj.get('/Desc', '')}" for name in pdf.attachments]
    return "\n".join(said)


def marked(pdf: pikepdf.Pdf) -> str:
    """Every string that is not on a page: bookmarks, names of places, words for pictures."""
    return "\n".join(
        str(value) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) for value in strings(each)
    )


def strings(each: pikepdf.Dictionary) -> list[str]:
    keys = ("/Title", "/Alt", "/ActualText", "/T", "/Desc", "/F", "/UF", "/Contents", "/TU")
    return [str(each[key]) for key in keys if isinstance(each.get(key), pikepdf.String)]


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.__name__)
def test_no_person_and_no_closed_document(world: World, browse: Browse, surface: Callable[[World], str]) -> None:
    shut = made(world, CLOSED, "plan_technical")
    version = draft(world, shut)
    actions.attach(world.actor("dina"), version=version, file=io.BytesIO(b"a;b\n"), name="Geheimblad.csv")
    published(world, shut)
    content = fetched(world, browse("dina"), surface(world))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.docinfo["/Author"]) == "Zonderbeke"
        assert str(pdf.docinfo["/Title"])
        assert set(pdf.docinfo.keys()) <= {
            *("/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer", "/CreationDate", "/ModDate")
        }
        with pdf.open_metadata() as meta:
            assert list(meta["dc:creator"]) == ["Zonderbeke"]
            assert str(meta["dc:title"]) == str(pdf.docinfo["/Title"])
        said, rest = told(pdf), marked(pdf)
    assert re.search("TLP:(CLEAR|GREEN|AMBER|AMBER\\+STRICT|RED)", said)
    for name in FAMILY.values():
        assert name not in said, name
    assert "Beeld" not in said  # the family name of who gets a letter
    assert "Geheimblad" not in said + rest
    assert str(Path.home()) not in said
    assert "/tmp" not in said


def test_the_paper_of_a_closed_document_names_it_to_its_readers_alone(world: World, browse: Browse) -> None:
    shut = made(world, CLOSED, "plan_technical")
    published(world, shut)
    where = f"documenten/{shut.number}/versies/1.0/pdf/"
    with pikepdf.open(io.BytesIO(fetched(world, browse("dina"), where))) as pdf:
        assert str(pdf.docinfo["/Title"]) == CLOSED
        assert "Claes" not in told(pdf)
    for name in ("chris", "emil"):
        refused = browse(name).get(f"/zonderbeke/{where}")
        absent = browse(name).get("/zonderbeke/documenten/TPL-9999/versies/1.0/pdf/")
        assert refused.status_code == absent.status_code == 404
        assert CLOSED not in refused.content.decode()


def test_every_page_that_gives_a_pdf_is_looked_at(world: World) -> None:
    """A new one has to be added to the surfaces above."""
    routes = (Path(__file__).parents[1] / "golden" / "routes.txt").read_text().splitlines()
    pages = {
        line.split()[-1] for line in routes if re.search(r"(\.pdf|/pdf/|/brieven/)$", line) and "/api/" not in line
    }
    known = {
        "/<slug:authority>/leesrondes/<uuid:pk>/brieven/",
        "/<slug:authority>/documenten/<slug:number>/versies/<str:version>/pdf/",
        "/<slug:authority>/adviezen/<uuid:pk>/advies.pdf",
        "/<slug:authority>/contacten/crisis.pdf",
        "/<slug:authority>/managementverslag/<uuid:pk>/verslag.pdf",
        "/<slug:authority>/projecten/<uuid:pk>/businesscase.pdf",
        "/<slug:authority>/verslagen/<int:year>/<slug:part>.pdf",
        "/<slug:authority>/vergaderingen/<uuid:pk>/verslag.pdf",
        "/<slug:authority>/bezoeken/<uuid:pk>/verslag.pdf",
        "/<slug:authority>/logcontrole/uitleg/pdf/",
        "/<slug:authority>/logcontrole/bronnen/<uuid:pk>/brief.pdf",
        "/<slug:authority>/logcontrole/verslagen/<month:month>/pdf/",
    }
    assert pages == known
