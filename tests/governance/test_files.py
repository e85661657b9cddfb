"""The file of a mandate: its holder keeps it, certificates become tasks before they end."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from roeland.duties.models import Task
from roeland.governance import actions, jobs
from roeland.governance.models import MandateFile
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import NotAllowed, Refused
from roeland.people.actions import add_mandate
from roeland.people.models import Mandate
from tests.governance.test_advice import browse
from tests.world import World


def mandate(world: World, name: str) -> Mandate:
    with scope(world.system, [world.zonderbeke]):
        return Mandate.objects.get(person=world.person(name), authority=world.zonderbeke)


def opened(world: World, name: str = "dina") -> MandateFile:
    return actions.open_file(world.actor("bert"), mandate=mandate(world, name), hours_per_year=20)


def test_the_holder_keeps_his_own_file_and_no_other(world: World) -> None:
    own, of_an = opened(world), opened(world, "an")
    dina = world.actor("dina")
    actions.record_training(dina, file=own, title="CISM", day=clock.today(), hours=Decimal("7.5"))
    with pytest.raises(NotAllowed):
        actions.record_training(dina, file=of_an, title="x", day=clock.today(), hours=Decimal(1))
    with pytest.raises(NotAllowed):
        actions.open_file(dina, mandate=mandate(world, "fien"))
    with pytest.raises(Refused, match="bepaalt de uren"):
        actions.declare(dina, file=own, hours_per_year=1)
    actions.declare(dina, file=own, incompatibilities="Zetelt in het bestuur van een leverancier.")
    shown = browse(world, "dina").get(f"/zonderbeke/mandaten/{own.mandate_id}/").content.decode()
    assert "7,5 van 20 uur in 2026" in shown
    assert "Zetelt in het bestuur" in shown


def test_who_reads_files(world: World) -> None:
    row = opened(world, "an")
    where = f"/zonderbeke/mandaten/{row.mandate_id}/"
    assert browse(world, "an").get(where).status_code == 200
    assert browse(world, "bert").get(where).status_code == 200
    assert browse(world, "chris").get(where).status_code == 404
    assert browse(world, "emil").get(where).status_code == 404


def test_a_certificate_that_ends_becomes_one_task(world: World) -> None:
    row, today = opened(world), clock.today()
    dina = world.actor("dina")
    actions.keep_certificate(dina, file=row, title="Blijft", obtained_on=today, expires_on=today + timedelta(days=300))
    actions.keep_certificate(
        dina, file=row, title="Eindigt", obtained_on=today - timedelta(days=700), expires_on=today + timedelta(days=40)
    )
    assert jobs.notice_certificates() == 1
    assert jobs.notice_certificates() == 0
    with scope(world.system, [world.zonderbeke]):
        task = Task.objects.get(source_kind="governance.certificate")
    assert (task.title, task.assignee_id, task.due) == (
        "Certificaat vernieuwen: Eindigt",
        world.person("dina").pk,
        today + timedelta(days=26),
    )


def test_the_pages_and_the_sealed_file(world: World) -> None:
    where = f"/zonderbeke/mandaten/{mandate(world, 'dina').pk}/"
    assert browse(world, "bert").post(f"{where}openen/", {"hours_per_year": "16"}).status_code == 302
    dina = browse(world, "dina")
    file = SimpleUploadedFile("cism.txt", b"geslaagd")
    sent = {"title": "CISM", "obtained_on": "2026-01-05", "expires_on": "2029-01-05", "content": file}
    assert dina.post(f"{where}certificaat/", sent).status_code == 302
    refused = dina.post(f"{where}certificaat/", {**sent, "content": SimpleUploadedFile("x.exe", b"MZ")})
    assert refused.status_code == 422
    assert dina.post(f"{where}vorming/", {"title": "Dag", "day": "2026-05-04", "hours": "8"}).status_code == 302
    assert dina.post(f"{where}verklaren/", {"incompatibilities": ""}).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        [row] = MandateFile.objects.get().certificates.all()
    got = dina.get(f"/zonderbeke/mandaten/certificaten/{row.pk}/")
    assert b"".join(got.streaming_content) == b"geslaagd"
    assert got["Content-Disposition"].startswith("attachment")
    assert browse(world, "chris").get(f"/zonderbeke/mandaten/certificaten/{row.pk}/").status_code == 404
    assert "in orde" in dina.get("/zonderbeke/mandaten/").content.decode()


def test_no_file_for_a_seat_in_the_council(world: World) -> None:
    with pytest.raises(Refused):
        actions.open_file(world.actor("bert"), mandate=mandate(world, "chris"))
    opened(world)
    with pytest.raises(Refused, match="al een dossier"):
        opened(world)


def test_roles_that_do_not_go_together_are_found(world: World) -> None:
    """From the running mandates and people's own rules, whatever was declared."""
    dina, row = world.actor("dina"), opened(world, "dina")
    actions.declare(dina, file=row, incompatibilities="")
    shown = browse(world, "dina").get(f"/zonderbeke/mandaten/{row.mandate_id}/").content.decode()
    assert "geen rollen van deze persoon die niet samengaan" in shown
    add_mandate(
        world.actor("bert"), person=world.person("dina"), role="ict_staff", decision="Besluit", start=clock.today()
    )
    shown = browse(world, "dina").get(f"/zonderbeke/mandaten/{row.mandate_id}/").content.decode()
    assert "rollen die niet samengaan" in shown
    assert "ziet als informatieveiligheidsconsulent het eigen werk na" in shown


@pytest.mark.parametrize(
    ("month", "hours", "word"),
    [(2, 0, "in orde"), (6, 0, "8 uur vorming achter"), (11, 0, "17 uur vorming achter"), (11, 18, "in orde")],
)
def test_training_warns_in_proportion_to_the_year(world: World, month: int, hours: int, word: str) -> None:
    dina, row = world.actor("dina"), opened(world, "dina")
    actions.declare(dina, file=row, incompatibilities="")
    if hours:
        actions.record_training(dina, file=row, title="CISM", day=date(2026, 2, 2), hours=Decimal(hours))
    with clock.at(datetime(2026, month, 10, 9, tzinfo=UTC)):
        shown = browse(world, "dina").get("/zonderbeke/mandaten/").content.decode()
    assert word in shown
