"""What the letter to a citizen says of each consultation is true, whatever was found, and when."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.logs import keys
from roeland.logs.actions.cases import justify, make_incident
from roeland.logs.actions.reveals import tell_citizen
from roeland.logs.actions.runs import close_run
from roeland.logs.actions.sample import judge_sample
from roeland.logs.jobs import retention
from roeland.logs.models import SampleItem
from roeland.logs.papers import letter
from roeland.logs.queries.citizen import Look, covered, looks
from roeland.logs.values import Kind
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.intake_kit import number
from tests.logs.months import OCTOBER, case_of, explained, judge_all, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

LAST = date(2026, 10, 31)
TEAM = "Het team van de medewerker had een dossier van deze burger."
ERASED = "De bewaartermijn van de controle is voorbij. Wat ze vond, is gewist."


def told(world: World, citizen: int) -> list[Look]:
    with scope(world.actor("dina"), [world.zonderbeke]):
        return looks(world.zonderbeke, citizen, OCTOBER, LAST)


def said(world: World, citizen: int) -> set[tuple[str, bool | None]]:
    return {(one.why, one.explained) for one in told(world, citizen)}


def come_late(world: World, citizen: int) -> datetime:
    """A consultation that came in after the control."""
    at = months.moment(OCTOBER + timedelta(days=13), 17)
    row = {"event_id": 999_999, "ts": at, "user_id": "an", "citizen": citizen, "service": "RR"}
    months.put(world.zonderbeke, Kind.CONSULT, {at.date(): [row]}, (at.date(),))
    return at


def test_a_term_that_is_over_is_no_missing_reason(world: World) -> None:
    citizen = 51
    months.ready(world, explained(), strange("an", citizen), an="an")
    one, dina = run(world), world.actor("dina")
    justify(dina, case=case_of(world, citizen), reason="Huisbezoek.")
    judge_all(world, one)
    close_run(dina, run=one, conclusion="Alles verklaard.", spent=20)
    assert said(world, citizen) == {("Nagekeken, en er was een reden voor.", True)}
    assert said(world, 105) == {(TEAM, True)}
    with clock.at(datetime(2029, 2, 1, 9, tzinfo=UTC)):
        assert retention.forget() == 1
        assert said(world, citizen) == said(world, 105) == {(ERASED, None)}


def test_a_person_goes_before_a_rule(world: World) -> None:
    nights = [
        {"ts": months.moment(OCTOBER + timedelta(days=day), 23), "user_id": "an", "citizen": 105, "n_persons": 100}
        for day in (4, 5, 6, 7)
    ]
    months.ready(world, explained(200), nights, an="an")
    one, dina = run(world), world.actor("dina")
    make_incident(dina, case=case_of(world, 105), reason="Lijsten in de nacht.")
    assert said(world, 105) == {("Nagekeken. Ze wordt als incident behandeld.", False)}
    with scope(dina, [world.zonderbeke]):
        item = SampleItem.objects.filter(run=one).exclude(citizen=105).select_related("run", "authority").first()
        assert item is not None
    judge_sample(dina, item=item, verdict="wrong", note="Het dossier was van een ander.")
    wrong = [one for one in told(world, item.citizen) if one.explained is False]
    assert [(one.at, one.why) for one in wrong] == [(item.at, "Nagekeken. De reden die geregistreerd is, klopt niet.")]
    judge_sample(dina, item=item, verdict="right")
    assert said(world, item.citizen) == {(TEAM, True)}


@pytest.mark.parametrize("citizen", [51, 105, 777])
def test_what_came_after_the_control_was_not_looked_at(world: World, citizen: int) -> None:
    months.ready(world, explained(), strange("an", 51), an="an")
    run(world)
    make_incident(world.actor("dina"), case=case_of(world, 51), reason="Geen reden.")
    at = come_late(world, citizen)
    assert [(one.why, one.explained) for one in told(world, citizen) if one.at == at] == [
        ("Van deze raadpleging is niet nagegaan of er een reden voor was.", None)
    ]


def test_the_fact_counts_what_nobody_can_tell_apart(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    months.ready(world, explained(), an="an")
    run(world)
    come_late(world, 105)
    monkeypatch.setattr(keys, "pseudonym", lambda _place, _digits: 105)
    ask = {"authority": world.zonderbeke, "first": OCTOBER, "last": LAST, "purpose": "brief 7"}
    found = tell_citizen(world.actor("dina"), number=number(7), **ask)  # type: ignore[arg-type]
    assert len(found) == 4
    with scope(world.system, [world.zonderbeke]):
        entry = LedgerEntry.objects.get(action="logs:citizen:told")
        kept = bytes(LedgerPayload.objects.get(tree=entry.tree_id, idx=entry.idx).payload or b"")
    assert all(part in kept for part in (b'"events":4', b'"explained":3', b'"unknown":1'))


def test_what_a_citizen_asked_is_read_by_log_control_alone(world: World, browse: Any) -> None:
    """In the Logboek too: not by who reads the settings, such as the director and the head of ICT."""
    world.employ("sofie", ["dpo"])
    world.employ("karel", ["ict_head"])
    tell_citizen(
        world.actor("dina"), authority=world.zonderbeke, number=number(7), first=OCTOBER, last=LAST, purpose="brief 7"
    )
    for who, reads in (("dina", True), ("sofie", True), ("bert", False), ("karel", False)):
        page = browse(who).get("/zonderbeke/logboek/")
        assert page.status_code == 200
        assert ("zocht voor een burger op" in page.content.decode()) is reads, who


def test_nothing_found_says_of_which_days_there_are_files(world: World) -> None:
    """Nobody looked is said of the files alone: not of days before the first, after the last, or of a month that was never delivered."""
    place, days = world.zonderbeke, (date(2026, 7, 3), date(2026, 10, 6), date(2026, 10, 30))
    with scope(world.actor("dina"), [place]):
        assert covered(place, OCTOBER, LAST) == "Over deze dagen heeft het bestuur geen logbestanden."
        for number_, day in enumerate(days):
            row = {"event_id": number_, "ts": months.moment(day, 9), "user_id": "an", "citizen": 5, "service": "RR"}
            months.put(place, Kind.CONSULT, {day: [row]}, (day,))
        told = covered(place, date(2026, 1, 1), date(2026, 11, 20))
        assert told == (
            "De logbestanden die het bestuur van deze periode heeft, gaan van 3 juli 2026 tot en met 30 oktober 2026. "
            "Over augustus 2026 en september 2026 is er geen logbestand."
        )
        paper = str(letter(place, [], OCTOBER, LAST, clock.now()))
    assert "staat in de logbestanden geen enkele raadpleging van uw gegevens" in paper
    assert "gaan van 6 oktober 2026 tot en met 30 oktober 2026." in paper


def test_the_letter_is_there_by_token_too(world: World) -> None:
    world.employ("sofie", ["dpo"])
    months.conditions(world)
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read", "write"])[1]
    headers = {"Authorization": f"Bearer {token}"}
    body = {"number": number(901, "610214"), "first": "2026-10-01", "last": "2026-10-31", "purpose": "Brief 12."}
    base = "/api/v1/authorities/zonderbeke"
    made = Client().post(f"{base}/log-citizen/letter", body, content_type="application/json", headers=headers)
    assert (made.status_code, made.content[:4]) == (200, b"%PDF")
    with scope(world.system, [world.zonderbeke]):
        assert LedgerEntry.objects.filter(action="logs:citizen:told").count() == 1
    told = Client().get(f"{base}/log-explanation/pdf", headers=headers)
    assert (told.status_code, told.content[:4]) == (200, b"%PDF")
