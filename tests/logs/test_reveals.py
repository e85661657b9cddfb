"""Who a citizen is: shown once, for a purpose, kept nowhere; the letter to one citizen."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.logs.actions import reveals
from roeland.logs.actions.cases import justify
from roeland.logs.jobs import questions as jobs
from roeland.logs.models import Reveal, Run
from roeland.logs.queries import figures
from roeland.reports.queries.rooms import of_year
from roeland.reports.values import Period
from tests.logs.staff_kit import NOW, OCTOBER, SECRET, asked, case_of, controlled, entries, everything
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")


def test_a_reveal_asks_a_purpose_and_shows_once(world: World) -> None:
    case = case_of(world, controlled(world))
    officer = world.actor("dina")
    with pytest.raises(NotAllowed):
        reveals.ask_reveal(world.actor("sofie"), case=case, purpose="Benieuwd")
    with pytest.raises(Invalid):
        reveals.ask_reveal(officer, case=case, purpose=" ")
    asked_for = reveals.ask_reveal(officer, case=case, purpose="De burger diende klacht in.")
    with pytest.raises(NotAllowed):
        reveals.show_reveal(world.actor("karel"), case=case, reveal=asked_for)
    assert reveals.show_reveal(officer, case=case, reveal=asked_for) == SECRET
    with pytest.raises(Refused, match="één keer"):
        reveals.show_reveal(officer, case=case, reveal=asked_for)
    late = reveals.ask_reveal(officer, case=case, purpose="Nog eens.")
    with clock.at(NOW + timedelta(minutes=31)), pytest.raises(Refused):
        reveals.show_reveal(officer, case=case, reveal=late)
    assert entries("logs:case:revealed") == 1
    with scope(officer, [world.zonderbeke]):
        assert Reveal.objects.exclude(shown_at=None).count() == 1
        assert figures.month(Run.objects.get()).reveals == 1


def test_a_reveal_counts_in_the_year_in_which_it_was_shown(world: World) -> None:
    """Also of a control that is not closed, and of a month whose year stands frozen: counted nowhere else, it would be lost."""
    case, officer = case_of(world, controlled(world)), world.actor("dina")
    with clock.at(NOW + timedelta(days=90)):
        shown = reveals.ask_reveal(officer, case=case, purpose="De burger diende klacht in.")
        reveals.show_reveal(officer, case=case, reveal=shown)
        reveals.ask_reveal(officer, case=case, purpose="Nog eens, en niet getoond.")
        seen = {year: of_year(world.zonderbeke, Period(year, clock.now())).reveals for year in (2026, 2027)}
        before = of_year(world.zonderbeke, Period(2027, NOW + timedelta(days=89))).reveals
    assert (seen, before) == ({2026: 0, 2027: 1}, 0)


def test_no_number_stays_after_an_answer_and_a_reveal(
    world: World, client: Client, data_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The number is on the two answers that show it, and nowhere else: no page, mail, row, file or log line."""
    caplog.set_level("DEBUG", logger="roeland")
    run = controlled(world)
    case = case_of(world, run)
    question = asked(world, case)
    jobs.keep_up()
    spaced = f"{SECRET[:2]}.{SECRET[2:4]}.{SECRET[4:6]}-{SECRET[6:9]}.{SECRET[9:]}"
    base = "/zonderbeke/logcontrole"
    log_in(client, world.accounts["an"])
    page = f"{base}/vragen/{question.pk}/"
    assert spaced not in client.get(page).content.decode()
    shown = client.post(f"{page}burger/")
    assert spaced in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    wrong = client.post(page, {"answer": f"Voor {SECRET}"})
    assert wrong.status_code == 422
    assert client.post(page, {"answer": "Voor de wachtdienst."}).status_code == 302
    pages = [client.get(where).content for where in (page, f"{base}/over-mij/", f"{base}/uitleg/", "/zonderbeke/")]
    log_in(client, world.accounts["dina"])
    assert client.get(page).status_code == 404, "the page of a question is of who is asked"
    step = client.post(f"{base}/geval/{case.pk}/identiteit/", {"purpose": "Klacht van de burger."})
    assert step.status_code == 302
    assert SECRET not in step["Location"]
    assert spaced not in client.get(step["Location"]).content.decode()
    revealed = client.post(step["Location"])
    assert spaced in revealed.content.decode()
    assert revealed["Cache-Control"] == "no-store"
    assert "één keer" in client.post(step["Location"]).content.decode()
    told = client.post(f"{base}/burger/", letter())
    assert told.status_code == 200
    assert "6</span>" in told.content.decode()
    refused = client.post(f"{base}/burger/", letter(number=SECRET[:-1]))
    assert refused.status_code == 422
    paper = client.post(f"{base}/burger/", {**letter(), "brief": "1"})
    assert paper["Content-Type"] == "application/pdf"
    for where in (
        "",
        f"geval/{case.pk}/",
        "voorwaarden/",
        "verslagen/",
        "verslagen/2026-10/",
        "zonder-antwoord/",
        "2026-10/",
    ):
        pages.append(client.get(f"{base}/{where}").content)
    kept = everything(data_folder)
    for number in (SECRET, spaced, SECRET[:-2]):
        assert all(number.encode() not in one for one in [*pages, told.content, refused.content, paper.content])
        assert number.encode() not in kept
        assert number not in caplog.text


def letter(**more: str) -> dict[str, str]:
    return {"number": SECRET, "first": "2026-10-01", "last": "2026-10-31", "purpose": "brief 7", **more}


def test_a_citizen_is_told_when_what_and_why(world: World) -> None:
    run = controlled(world)
    officer = world.actor("dina")
    ask: dict[str, Any] = {
        "authority": world.zonderbeke,
        "first": OCTOBER,
        "last": date(2026, 10, 31),
        "purpose": "brief 7",
    }
    found = reveals.tell_citizen(officer, number=SECRET, **ask)
    assert len(found) == 6
    assert {one.team for one in found} == {"sociale dienst"}
    assert not any("An" in one.why or one.team == "an" for one in found)
    assert {one.why for one in found} == {"Ze wordt nog nagekeken."}
    with scope(officer, [world.zonderbeke]):
        justify(officer, case=case_of(world, run), reason="De wachtdienst belde.")
    assert all(one.explained for one in reveals.tell_citizen(officer, number=SECRET, **ask))
    assert reveals.tell_citizen(officer, number=SECRET, **{**ask, "last": OCTOBER}) == []
    with pytest.raises(Invalid):
        reveals.tell_citizen(officer, number="12345678901", **ask)
    with pytest.raises(NotAllowed):
        reveals.tell_citizen(world.actor("sofie"), number=SECRET, **ask)
