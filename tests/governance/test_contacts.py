"""The communication plan with its tasks, and the directory with the crisis list."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from roeland.documents.blocks import fill
from roeland.documents.render import Table
from roeland.duties.models import Task
from roeland.governance import actions
from roeland.governance.models import Contact, Message
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from tests.governance.test_advice import browse
from tests.world import World


def planned(world: World) -> Message:
    return actions.plan_message(
        world.actor("dina"),
        authority=world.zonderbeke,
        title="Klik niet zomaar",
        receivers="alle medewerkers",
        channel="mail",
        due=clock.today() + timedelta(days=10),
        owner=world.person("an"),
    )


def task_of(world: World, row: Message) -> Task:
    with scope(world.system, [world.zonderbeke]):
        return Task.objects.get(source_kind="governance.message", source_id=row.pk)


def test_a_message_is_a_task_that_closes_when_it_went_out(world: World) -> None:
    row = planned(world)
    task = task_of(world, row)
    assert (task.due, task.assignee_id) == (row.due, world.person("an").pk)
    later = row.due + timedelta(days=5)
    values = {name: getattr(row, name) for name in ("title", "receivers", "channel", "owner")}
    row = actions.change_message(world.actor("dina"), message=row, due=later, **values)
    assert task_of(world, row).due == later
    row = actions.finish_message(world.actor("dina"), message=row, note="Ook op het scherm.")
    assert task_of(world, row).status == "accepted"
    with pytest.raises(Refused):
        actions.drop_message(world.actor("dina"), message=row, reason="x")


def test_what_falls_is_skipped_with_its_reason(world: World) -> None:
    row = actions.drop_message(world.actor("dina"), message=planned(world), reason="Al gezegd in de nieuwsbrief.")
    assert (task_of(world, row).status, task_of(world, row).skip_reason) == ("skipped", "Al gezegd in de nieuwsbrief.")
    with pytest.raises(NotAllowed):
        actions.drop_message(world.actor("an"), message=planned(world), reason="x")


def test_the_year_of_messages(world: World) -> None:
    row = planned(world)
    dina, data = (
        browse(world, "dina"),
        {"title": "Wachtwoorden", "receivers": "OCMW", "channel": "poster", "due": "2026-09-07"},
    )
    assert dina.post("/zonderbeke/communicatie/nieuw/", data).status_code == 302
    shown = dina.get("/zonderbeke/communicatie/").content.decode()
    assert "Klik niet zomaar" in shown
    assert "September" in shown
    assert "Klik" not in dina.get("/zonderbeke/communicatie/?jaar=2027").content.decode()
    assert dina.get("/zonderbeke/communicatie/?jaar=1²").status_code == 200
    assert (
        dina.post(f"/zonderbeke/communicatie/{row.pk}/gebracht/", {"on": clock.today().isoformat()}).status_code == 302
    )
    assert browse(world, "an").get("/zonderbeke/communicatie/").status_code == 404


def contact(world: World, **more: object) -> Contact:
    values = {
        "organisation": "CERT",
        "name": "Wachtdienst",
        "phone": "02 000 00 00",
        "crisis": True,
        "what_for": "inbraak",
    }
    return actions.add_contact(world.actor("dina"), authority=world.zonderbeke, **values | more)


def test_the_crisis_list_is_one_sheet(world: World) -> None:
    contact(world)
    contact(world, organisation="Dienst ICT", name="An", inside=True, after_hours="0400 00 00 00")
    contact(world, organisation="Drukker", crisis=False)
    an = browse(world, "an")
    page = an.get("/zonderbeke/contacten/crisis/").content.decode()
    assert page.index("Dienst ICT") < page.index("CERT")
    assert "Drukker" not in page
    pages = PdfReader(BytesIO(an.get("/zonderbeke/contacten/crisis.pdf").content)).pages
    assert len(pages) == 1
    assert "0400 00 00 00" in pages[0].extract_text().replace("\u00a0", " ")
    with scope(world.actor("an"), [world.zonderbeke]):
        [table] = fill(world.zonderbeke.pk, "contacten", {"crisis": "ja"})
        assert isinstance(table, Table)
        assert [row[0] for row in table.rows] == ["Dienst ICT: An", "CERT: Wachtdienst"]
        [table] = fill(world.zonderbeke.pk, "contacten", {})
        assert isinstance(table, Table)
        assert len(table.rows) == 3


def test_a_contact_asks_to_be_checked(world: World) -> None:
    row = contact(world)
    with pytest.raises(Invalid, match="telefoonnummer"):
        contact(world, phone="", email="x@example.be")
    with pytest.raises(NotAllowed):
        actions.end_contact(world.actor("an"), contact=row)
    dina = browse(world, "dina")
    with clock.at(clock.now() + timedelta(days=200)):
        assert "na te kijken sinds" in dina.get("/zonderbeke/contacten/").content.decode()
        assert dina.post(f"/zonderbeke/contacten/{row.pk}/klopt/").status_code == 302
        assert "na te kijken sinds" not in dina.get("/zonderbeke/contacten/").content.decode()
    assert dina.post(f"/zonderbeke/contacten/{row.pk}/schrappen/").status_code == 302
    assert dina.get(f"/zonderbeke/contacten/{row.pk}/").status_code == 404


def test_the_form_of_a_contact(world: World) -> None:
    dina = browse(world, "dina")
    bad = dina.post("/zonderbeke/contacten/nieuw/", {"organisation": "VTC", "email": "geen mail"})
    assert bad.status_code == 422
    assert (
        dina.post("/zonderbeke/contacten/nieuw/", {"organisation": "VTC", "email": "vtc@example.be"}).status_code == 302
    )
    assert "VTC" in dina.get("/zonderbeke/contacten/?zoek=vtc").content.decode()
