"""The pages of this room, and a fixed number of statements on the lists."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from roeland.duties.models import Task
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.people.actions import set_role
from roeland.visits.actions.agreements import change_agreement
from roeland.visits.actions.closing import close_visit
from roeland.visits.actions.handovers import confirm_handover, make_handover
from roeland.visits.actions.visits import plan_visit
from roeland.visits.jobs import hand_over
from roeland.visits.models import Handover, LawNote, OrganisationChange, Visit, VisitItem
from tests.visits.conftest import NOW, Desk
from tests.world import World

Browse = Callable[[str], Client]


def read(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def test_half_day_over_two_authorities(desk: Desk, world: World, browse: Browse) -> None:
    """Begin at both, change one point, close: two pages, two closed visits, the other points as proposed."""
    desk.agree()
    desk.task("Hersteltest")
    desk.task("Rondgang", who="emil", authority=world.lissegem)
    dina = browse("dina")
    assert dina.post("/bezoeken/halve-dag/beginnen/", {"bestuur": ["zonderbeke", "lissegem"]}).status_code == 302
    text = read(dina, "/bezoeken/halve-dag/")
    assert "Twee punten bij twee besturen" in text
    with scope(world.system, [world.zonderbeke, world.lissegem]):
        items = {item.title: item for item in VisitItem.objects.all()}
        visits = list(Visit.objects.filter(status="open"))
    assert {visit.minutes for visit in visits} == {0}
    form = {f"uitkomst-{items['Hersteltest'].pk}": "decided", "afsluiten": "ja"}
    refused = dina.post("/bezoeken/halve-dag/", form)
    assert refused.status_code == 422
    assert "Schrijf wat er beslist is." in refused.content.decode()
    form |= {f"tekst-{items['Hersteltest'].pk}": "Vanaf nu elk kwartaal."}
    form |= {f"volgend-{visit.pk}": "2026-12-15" for visit in visits}
    assert dina.post("/bezoeken/halve-dag/", form)["Location"].endswith("/halve-dag/afsluiten/")
    page = read(dina, "/bezoeken/halve-dag/afsluiten/")
    assert "Hersteltest. Vanaf nu elk kwartaal." in page
    assert "Rondgang: Emil Jacobs, tegen 15/12/2026" in page
    answer = dina.post("/bezoeken/halve-dag/afsluiten/", {"versturen": "ja"}, follow=True)
    assert "2 bezoeken afgesloten" in answer.content.decode()
    with scope(world.system, [world.zonderbeke, world.lissegem]):
        closed = list(Visit.objects.filter(status="closed"))
    assert sorted(visit.minutes for visit in closed) == [114, 114]
    own = next(visit for visit in closed if visit.authority_id == world.zonderbeke.pk)
    pdf = dina.get(f"/zonderbeke/bezoeken/{own.pk}/verslag.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf["Content-Disposition"].startswith("attachment")
    seen = read(browse("bert"), f"/zonderbeke/bezoeken/{own.pk}/")
    assert "Vanaf nu elk kwartaal." in seen


def test_a_page_with_a_changed_seal_is_not_served(desk: Desk, world: World, browse: Browse) -> None:
    visit = desk.visit()
    closed = close_visit(world.actor("dina"), visit=visit, text="Kort bezoek.")
    from roeland.duties import evidence_store
    from roeland.visits import sealing

    evidence_store.path_of(closed.sha256).unlink()
    assert sealing.content_of(closed) is not None  # printed anew from the frozen page: the same bytes
    assert closed.page is not None
    closed.page["title"] = "Iets anders"
    assert sealing.content_of(closed) is None


@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_a_fixed_number_of_statements(
    desk: Desk,
    world: World,
    browse: Browse,
    number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    desk.agree()
    for count in range(number):
        desk.task(f"Taak {count}")
        plan_visit(world.actor("dina"), authority=world.zonderbeke, on=clock.today() + timedelta(days=count + 1))
    desk.visit()
    dina = browse("dina")
    read(dina, "/bezoeken/")
    frame = 8  # session, account, actor, frame and what it counts
    for where, most in (
        ("/bezoeken/", 13),
        ("/bezoeken/halve-dag/", 13),
        ("/zonderbeke/overeenkomst/", 14),
        ("/wetswijzigingen/", 7),
        ("/bezoeken/uren/", 13),
        ("/besturen/", 18),
    ):
        with django_assert_max_num_queries(most + frame):
            read(dina, where)


def test_law_changes_become_tasks_where_they_are_chosen(desk: Desk, world: World, browse: Browse) -> None:
    dina = browse("dina")
    assert "gelezen in de wettekst" in read(dina, "/wetswijzigingen/")
    where = "/wetswijzigingen/beroepsgeheim-2026/"
    assert "Artikel 458" in read(dina, where)
    form = {
        "places": ["zonderbeke"],
        "title": "Afspraken nakijken",
        "lead_role": "security_officer",
        "due": "2026-12-31",
    }
    assert dina.post(where, form).status_code == 302
    left = dina.post(f"{where}niet-van-toepassing/", {"places": ["lissegem"], "reason": "Al gebeurd."})
    assert left.status_code == 302
    with scope(world.system, [world.zonderbeke, world.lissegem]):
        notes = {note.authority_id: note for note in LawNote.objects.select_related("task")}
        task = Task.objects.get(title="Afspraken nakijken")
    assert notes[world.zonderbeke.pk].task == task
    assert notes[world.lissegem.pk].reason == "Al gebeurd."
    assert "29 februari 2024" in task.instruction
    again = dina.post(where, {**form, "places": ["lissegem"]})
    assert again.status_code in {200, 422}
    with scope(world.system, [world.lissegem]):
        assert not Task.objects.exists()


def test_own_law_note(world: World, browse: Browse) -> None:
    dina = browse("dina")
    form = {
        "title": "Nieuwe omzendbrief",
        "source": "Omzendbrief van 1 november 2026",
        "dated": "2026-11-01",
        "means": "Let op de bewaartermijn.",
        "places": ["zonderbeke"],
    }
    answer = dina.post("/wetswijzigingen/nieuw/", form, follow=True)
    assert "Door jullie genoteerd" in answer.content.decode()
    with scope(world.system, [world.zonderbeke, world.lissegem]):
        assert LawNote.objects.get().authority == world.zonderbeke
    assert "Nieuwe omzendbrief" not in read(browse("emil"), "/wetswijzigingen/")


def test_a_change_of_the_organisation(desk: Desk, world: World, browse: Browse) -> None:
    dina = browse("dina")
    where = "/zonderbeke/wijzigingen/gebouw/"
    assert "een voorstel van Roeland" in read(dina, where)
    form = {"title": "het recyclagepark", "on": "2026-12-01", "steps": ["rondgang", "contacten"]}
    assert dina.post(where, form).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        row = OrganisationChange.objects.get()
        titles = set(Task.objects.filter(source_id=row.pk).values_list("title", flat=True))
    assert row.count == 2
    assert "Een eerste rondgang doen in het recyclagepark" in titles
    assert "het recyclagepark" in read(dina, "/zonderbeke/wijzigingen/")
    assert dina.get("/zonderbeke/wijzigingen/bestaat-niet/").status_code == 404


def test_the_coach_sees_figures_and_nothing_else(desk: Desk, world: World, browse: Browse) -> None:
    desk.agree()
    desk.task("Geheim van Zonderbeke")
    visit = desk.visit()
    close_visit(world.actor("dina"), visit=visit, text="Vertrouwelijke pagina.")
    world.employ("karel", ["service_coach"])
    karel = browse("karel")
    text = read(karel, "/bezoeken/uren/")
    assert "3 u 48" in text
    assert "1 taak is te laat" in text
    for secret in ("Geheim", "Vertrouwelijke", "640", "Lissegem"):
        assert secret not in text
    for where in (
        f"/zonderbeke/bezoeken/{visit.pk}/",
        "/zonderbeke/bezoeken/",
        "/zonderbeke/overeenkomst/",
        "/besturen/",
    ):
        assert karel.get(where).status_code == 404, where
    with scope(world.actor("karel"), [world.zonderbeke]):
        assert not Visit.objects.exists()


def test_handover_needs_both_and_its_day(desk: Desk, world: World) -> None:
    """Fien takes over from Dina on a later day: nothing moves before both confirmed and the day has come."""
    desk.agree()
    task = desk.task("Nog te doen", who="dina", days=30)
    dina, fien = world.actor("dina"), world.actor("fien")
    plan_visit(dina, authority=world.zonderbeke, on=clock.today() + timedelta(days=28))
    with scope(world.system, [world.zonderbeke]):
        giver = world.person("dina")
        giver.authority  # noqa: B018 -- read inside the scope
    with scope(dina, [world.zonderbeke]):
        row = make_handover(dina, giver=giver, taker=world.person("fien"), on=clock.today() + timedelta(days=10))
        assert {line["kind"] for line in row.lines} == {"taak", "bezoek", "mandaat"}
        assert Task.objects.filter(lead_role="general_director").count() == 1
    confirm_handover(dina, handover=row)
    assert hand_over() == 0
    confirm_handover(fien, handover=row)
    assert hand_over() == 0
    with clock.at(NOW + timedelta(days=10)):
        assert hand_over() == 1
        assert hand_over() == 0
    with scope(world.system, [world.zonderbeke]):
        assert Handover.objects.get().status == "done"
        assert Task.objects.get(pk=task.pk).assignee == world.person("fien")
        assert Visit.objects.get().officer == world.person("fien")


def test_today_leads_to_the_visit(desk: Desk, world: World, browse: Browse) -> None:
    assert "Bezoeken</a>" in read(browse("dina"), "/")
    visit = desk.visit()
    text = read(browse("dina"), "/zonderbeke/")
    assert f"/zonderbeke/bezoeken/{visit.pk}/" in text
    assert "Bezoek voortzetten" in text


def test_hours_of_the_month_say_one_thing(desk: Desk, world: World, browse: Browse) -> None:
    """Where an agreement runs the officer reads its hours; the director reads his own, with where they come from."""
    desk.agree()
    close_visit(world.actor("dina"), visit=desk.visit(), text="", minutes=200)
    set_role(world.actor("bert"), authority=world.zonderbeke, role="security_officer", hours_per_year=180)
    page = read(browse("dina"), "/zonderbeke/")
    assert "3 u 20 van 3 u 48 per maand" in page
    assert "15 u per maand" not in page  # a twelfth of the role, which the agreement replaces
    assert "Tijd van afgesloten bezoeken" in page
    set_role(world.actor("bert"), authority=world.zonderbeke, role="general_director", hours_per_year=24)
    page = read(browse("bert"), "/zonderbeke/")
    assert "nog niets van 2 u per maand" in page
    assert "Tijd van de taken die je deze maand indiende" in page
    assert "Tijd van afgesloten bezoeken" not in page


def test_agreement_says_its_date_once(desk: Desk, world: World, browse: Browse) -> None:
    row = desk.agree()
    words = {
        "decision": "Besluit van het vast bureau van 9/01/2025",
        "decided_on": date(2025, 1, 9),
        "note": "Reistijd inbegrepen.",
    }
    change_agreement(world.actor("dina"), agreement=row, values=words)
    page = read(browse("dina"), "/zonderbeke/overeenkomst/")
    assert "vast bureau van 9/01/2025" in page
    assert "9/01/2025 van 9/01/2025" not in page
    assert "Verder afgesproken" in page
    change_agreement(world.actor("dina"), agreement=row, values={"decision": "Besluit van het vast bureau"})
    assert "vast bureau van 9/01/2025" in read(browse("dina"), "/zonderbeke/overeenkomst/")
