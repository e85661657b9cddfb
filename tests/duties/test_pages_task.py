"""The page of a task and its verbs behind buttons and small pages, happy and refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from roeland.duties import actions
from roeland.duties.models import Evidence, Finding, Task, TaskComment
from roeland.kernel.scope import scope
from tests.duties.conftest import handed_in, own_duty, planned
from tests.world import World


def fresh(world: World, task: Task) -> Task:
    with scope(world.system, [world.zonderbeke]):
        found: Task = Task.objects.select_related("assignee", "reviewer", "doer").get(pk=task.pk)
        return found


def where(task: Task, *steps: str) -> str:
    return "/".join(["/zonderbeke/taken", task.number, *steps, ""])


@pytest.fixture
def task(world: World) -> Task:
    return planned(world)


def pdf(name: str = "herstel.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 een verslag", "application/pdf")


def test_the_page_says_what_is_asked_and_why(browse: Any, task: Task) -> None:
    html = browse("an").get(where(task)).content.decode()
    assert "Hersteltest van back-ups" in html
    assert "Indienen voor nazicht" in html
    assert "ontbreekt nog" in html
    assert "Geen regel vraagt dit ritme. Zonderbeke koos het zelf." in html
    assert 'class="ground g-voorstel"' in html
    assert html.count("btn-primary") == 1


def test_somebody_of_elsewhere_gets_the_same_404_as_for_nothing(browse: Any, task: Task) -> None:
    assert browse("emil").get(where(task)).status_code == 404
    assert browse("chris").get(where(task)).status_code == 404
    assert browse("an").get("/zonderbeke/taken/T-1999-0001/").status_code == 404
    assert browse("an").get(f"/lissegem/taken/{task.number}/").status_code == 404


def test_a_file_is_sealed_and_the_task_handed_in(browse: Any, world: World, task: Task) -> None:
    client = browse("an")
    response = client.post(
        where(task, "indienen"),
        {"bestand": pdf(), "label": "controlesom", "note": "Alles teruggezet.", "doe": "indienen"},
    )
    assert response.status_code == 302
    done = fresh(world, task)
    assert (done.status, done.note) == ("handed_in", "Alles teruggezet.")
    html = client.get(where(task)).content.decode()
    assert "herstel.pdf, controlesom" in html
    assert "Ingediend." in html  # the message of the redirect
    assert "Te vroeg ingediend" in html


def test_the_file_comes_back_as_an_attachment_for_who_may_see_the_task(browse: Any, world: World, task: Task) -> None:
    browse("an").post(where(task, "indienen"), {"bestand": pdf("ver\u00e9slag.pdf"), "doe": "bewaren"})
    with scope(world.system, [world.zonderbeke]):
        row = Evidence.objects.get(task=task)
    url = where(task, "bewijs", str(row.pk))
    response = browse("dina").get(url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"%PDF-1.7 een verslag"  # read to its end it is closed
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert browse("emil").get(url).status_code == 404
    assert browse("chris").get(url).status_code == 404


def test_html_is_never_served_as_html(browse: Any, world: World, task: Task) -> None:
    bad = SimpleUploadedFile("pagina.html", b"<html><script>alert(1)</script>", "text/html")
    browse("an").post(where(task, "indienen"), {"bestand": bad, "doe": "bewaren"})
    with scope(world.system, [world.zonderbeke]):
        row = Evidence.objects.get(task=task)
    response = browse("an").get(where(task, "bewijs", str(row.pk)))
    assert response["Content-Type"] == "application/octet-stream"
    assert b"".join(response.streaming_content).startswith(b"<html>")


def test_faults_stand_on_the_page_and_nothing_is_handed_in(browse: Any, world: World, task: Task) -> None:
    client = browse("an")
    empty = client.post(where(task, "indienen"), {"doe": "indienen"})
    assert empty.status_code == 422
    assert "Voeg bewijs toe" in empty.content.decode()
    program = client.post(
        where(task, "indienen"), {"bestand": SimpleUploadedFile("x.exe", b"MZ..."), "doe": "indienen"}
    )
    assert program.status_code == 422
    assert "programma’s zijn geen bewijs" in program.content.decode()
    future = client.post(where(task, "indienen"), {"done_on": "2027-01-01", "note": "x", "doe": "indienen"})
    assert future.status_code == 422
    assert "Deze datum ligt nog niet achter ons." in future.content.decode()
    nothing = client.post(where(task, "indienen"), {"doe": "bewaren"})
    assert "Kies eerst een bestand." in nothing.content.decode()
    assert fresh(world, task).status in {"planned", "open"}


def test_evidence_is_taken_away_before_handing_in_only(browse: Any, world: World, task: Task) -> None:
    client = browse("an")
    client.post(where(task, "indienen"), {"bestand": pdf(), "doe": "bewaren"})
    with scope(world.system, [world.zonderbeke]):
        row = Evidence.objects.get(task=task)
    url = where(task, "bewijs", str(row.pk), "verwijderen")
    assert browse("emil").post(url).status_code == 404
    handed_in(world, task)
    client.post(url)
    with scope(world.system, [world.zonderbeke]):
        assert Evidence.objects.filter(task=task).count() == 1
    actions.withdraw(world.actor("an"), task=task)
    assert client.post(url).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        assert not Evidence.objects.filter(task=task).exists()


def test_the_reviewer_accepts_and_the_doer_may_not(browse: Any, world: World, task: Task) -> None:
    handed_in(world, task)
    assert browse("an").post(where(task, "goedkeuren")).status_code == 404
    html = browse("dina").get(where(task)).content.decode()
    assert "Goedkeuren" in html
    assert browse("dina").post(where(task, "goedkeuren")).status_code == 302
    assert fresh(world, task).status == "accepted"


def test_who_did_it_sees_why_he_cannot_accept_it(browse: Any, world: World, task: Task) -> None:
    handed_in(world, task, by="dina")
    html = browse("dina").get(where(task)).content.decode()
    assert "Wie uitvoert, keurt niet zelf goed." in html
    assert ">Goedkeuren<" not in html
    browse("dina").post(where(task, "goedkeuren"))
    assert fresh(world, task).status == "handed_in"


def test_rejecting_asks_what_is_missing(browse: Any, world: World, task: Task) -> None:
    handed_in(world, task)
    client = browse("dina")
    html = client.get(where(task, "afkeuren")).content.decode()
    assert "afkeuren?" in html
    assert f'<a href="{where(task)}">Taak {task.number}</a>' in html  # the path names the task, not the verb
    assert '<span aria-current="page">Afkeuren</span>' in html
    assert client.post(where(task, "afkeuren"), {"reason": " "}).status_code == 422
    assert client.post(where(task, "afkeuren"), {"reason": "de databanken ontbreken"}).status_code == 302
    assert fresh(world, task).status == "rejected"
    assert "Afgekeurd: de databanken ontbreken" in browse("an").get(where(task)).content.decode()
    assert browse("emil").get(where(task, "afkeuren")).status_code == 404


def test_postponing_passing_on_skipping_and_commenting(browse: Any, world: World, task: Task) -> None:
    client = browse("an")
    assert client.post(where(task, "opnemen")).status_code == 302
    assert fresh(world, task).assignee == world.person("an")
    late = client.post(where(task, "uitstellen"), {"due": "2026-01-01", "reason": "x"})
    assert late.status_code == 422
    assert "Kies een nieuwe datum na vandaag." in late.content.decode()
    assert client.post(where(task, "uitstellen"), {"due": "2026-03-20", "reason": "verhuis"}).status_code == 302
    assert fresh(world, task).due == date(2026, 3, 20)
    bert = world.person("bert")
    assert client.post(where(task, "doorgeven"), {"person": str(bert.pk), "reason": "kent het"}).status_code == 302
    assert fresh(world, task).assignee == bert
    assert client.post(where(task, "opmerking"), {"text": "Let op de <b>sleutels</b>"}).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        assert TaskComment.objects.get(task=task).text == "Let op de <b>sleutels</b>"
    assert "Let op de &lt;b&gt;sleutels&lt;/b&gt;" in client.get(where(task)).content.decode()
    assert client.post(where(task, "overslaan"), {"reason": "niet nodig"}).status_code == 302
    assert fresh(world, task).status == "skipped"
    again = client.post(where(task, "overslaan"), {"reason": "nog eens"})
    assert "Deze taak is afgesloten." in again.content.decode()


def test_a_statutory_date_does_not_move(browse: Any, world: World) -> None:
    task = planned(world, own_duty(world, statutory=True))
    html = browse("an").get(where(task)).content.decode()
    assert "Wettelijke datum. Die schuift nooit op." in html
    refused = browse("an").post(where(task, "uitstellen"), {"due": "2026-05-01", "reason": "x"})
    assert "Die schuift nooit op" in refused.content.decode()
    assert fresh(world, task).due == date(2026, 3, 10)


def test_a_record_is_referred_to_after_searching(browse: Any, world: World, task: Task) -> None:
    other = actions.make_task(
        world.actor("dina"),
        authority=world.zonderbeke,
        title="Inventaris nakijken",
        due=date(2026, 3, 30),
        lead_role="ict_staff",
    )
    client = browse("an")
    html = client.get(where(task, "verwijzen") + "?zoek=inventaris").content.decode()
    assert "Inventaris nakijken" in html
    response = client.post(where(task, "verwijzen"), {"zoek": "inventaris", "record": f"duties.task:{other.pk}"})
    assert response.status_code == 302
    with scope(world.system, [world.zonderbeke]):
        assert Evidence.objects.get(task=task).link_id == other.pk
    foreign = client.post(where(task, "verwijzen"), {"zoek": "inventaris", "record": f"duties.task:{task.pk}"})
    assert foreign.status_code == 422


def test_reopening_needs_a_reason(browse: Any, world: World, task: Task) -> None:
    handed_in(world, task)
    actions.accept(world.actor("dina"), task=task)
    assert "Heropenen" in browse("dina").get(where(task)).content.decode()
    assert browse("an").get(where(task, "heropenen")).status_code == 404
    assert browse("dina").post(where(task, "heropenen"), {"reason": "te vroeg"}).status_code == 302
    assert fresh(world, task).status == "open"


def test_a_one_off_task_is_made(browse: Any, world: World) -> None:
    client = browse("dina")
    assert (
        client.post(
            "/zonderbeke/taken/nieuw/", {"title": "Sleutelkast", "due": "2026-03-20", "minutes": "20"}
        ).status_code
        == 422
    )
    response = client.post(
        "/zonderbeke/taken/nieuw/",
        {"title": "Sleutelkast", "due": "2026-03-20", "minutes": "20", "lead_role": "ict_staff"},
    )
    assert response.status_code == 302
    assert "Sleutelkast" in client.get(response["Location"]).content.decode()
    assert browse("an").get("/zonderbeke/taken/nieuw/").status_code == 404


def test_evidence_in_words(browse: Any, world: World, task: Task) -> None:
    client = browse("an")
    assert client.post(where(task, "noteren"), {"text": " "}).status_code == 422
    assert client.post(where(task, "noteren"), {"text": "Server stond er", "label": "controlesom"}).status_code == 302
    html = client.get(where(task)).content.decode()
    assert "Server stond er" in html
    assert "ontbreekt nog" not in html
    assert browse("emil").get(where(task, "noteren")).status_code == 404


def test_a_finding_is_laid_down_at_a_task_and_closed(browse: Any, world: World, task: Task) -> None:
    client = browse("dina")
    assert client.post(where(task, "bevinding"), {"title": "Geen sleutel", "severity": "ergst"}).status_code == 422
    assert client.post(where(task, "bevinding"), {"title": "Geen sleutel", "severity": "high"}).status_code == 302
    assert "Geen sleutel" in client.get(where(task)).content.decode()
    page = client.get("/zonderbeke/bevindingen/").content.decode()
    assert "Eén bevinding is nog open." in page
    with scope(world.system, [world.zonderbeke]):
        row = Finding.objects.get()
    url = f"/zonderbeke/bevindingen/{row.pk}/sluiten/"
    assert client.post(url, {"note": ""}).status_code == 422
    assert client.post(url, {"note": "sleutel bijgemaakt"}).status_code == 302
    assert "sleutel bijgemaakt" in client.get("/zonderbeke/bevindingen/").content.decode()
    assert client.get(url.replace("zonderbeke", "lissegem")).status_code == 404
    assert browse("emil").get("/zonderbeke/bevindingen/").status_code == 404
    assert browse("chris").get(url).status_code == 404
