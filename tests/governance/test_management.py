"""The management report: figures and sentences of now, frozen once, byte for byte."""

from datetime import date, timedelta

import pytest

from roeland.duties import actions as duties
from roeland.governance import actions, printing
from roeland.governance.models import ManagementReport
from roeland.governance.queries import management as queries
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from tests.governance.test_advice import browse, given
from tests.world import World


def begun(world: World) -> ManagementReport:
    today = clock.today()
    return actions.begin_report(
        world.actor("dina"), authority=world.zonderbeke, title="Dit jaar", first=date(today.year, 1, 1), last=today
    )


def section(world: World, row: ManagementReport, key: str) -> queries.ReportSection:
    dina = world.actor("dina")
    with scope(dina, [world.zonderbeke]):
        return next(one for one in queries.sections(row, queries.topics(dina, row)) if one.key == key)


def test_the_figures_are_those_of_the_records(world: World) -> None:
    dina, row = world.actor("dina"), begun(world)
    for due in (clock.today() - timedelta(days=3), clock.today() + timedelta(days=300)):
        duties.make_task(dina, authority=world.zonderbeke, title="Toets", due=due, lead_role="ict_staff")
    duties.open_finding(dina, authority=world.zonderbeke, title="Deur open", severity="high")
    duties.start_clock(
        dina, authority=world.zonderbeke, clock_id="gdpr-33-regulator", title="Lek", started_at=clock.now()
    )
    level = dict(section(world, row, "level").figures)
    assert (level["Vervallen in de periode"], level["Te laat of afgekeurd"], level["Op tijd gedaan"]) == (
        "1",
        "1",
        "0\u00a0%",
    )
    assert dict(section(world, row, "checks").figures)["Daarvan zwaar"] == "1"
    assert dict(section(world, row, "incidents").figures)["Wettelijke klokken begonnen"] == "1"
    assert "nog geen risicoregister" in section(world, row, "level").sentences[0]


def test_advice_is_counted_and_asked_for_without_its_title(world: World) -> None:
    advice, row = given(world), begun(world)
    assert section(world, row, "advice").sentences == ("Eén advies gegeven: 1 zonder antwoord.",)
    [(words, _)] = section(world, row, "decisions").figures
    assert words == f"Antwoord op {advice.number}"
    page = browse(world, "dina").get(f"/zonderbeke/managementverslag/{row.pk}/").content.decode()
    assert "recyclagepark" in page, "who drafts may open what it is about"
    row = actions.freeze_report(world.actor("dina"), report=row)
    assert "recyclagepark" not in str(row.sections)


def test_frozen_stays_the_same(world: World) -> None:
    dina, row = world.actor("dina"), begun(world)
    actions.write_report(dina, report=row, section="decisions", words="Keur het budget goed.")
    row = actions.freeze_report(dina, report=row)
    before = printing.bytes_of(row.sha256)
    duties.open_finding(dina, authority=world.zonderbeke, title="Later", severity="high")
    for verb in (
        lambda: actions.freeze_report(dina, report=row),
        lambda: actions.write_report(dina, report=row, section="decisions", words="Toch niet."),
    ):
        with pytest.raises(Refused):
            verb()
    client = browse(world, "bert")
    where = f"/zonderbeke/managementverslag/{row.pk}/"
    assert client.get(f"{where}verslag.pdf").content == before
    shown = client.get(where).content.decode()
    assert "Keur het budget goed." in shown
    with scope(world.actor("bert"), [world.zonderbeke]):
        kept = {one.key: one for one in queries.sections(ManagementReport.objects.get(pk=row.pk), [])}
    assert dict(kept["checks"].figures)["Nog open"] == "0"


def test_a_draft_is_for_who_writes_it(world: World) -> None:
    row = begun(world)
    assert browse(world, "bert").get(f"/zonderbeke/managementverslag/{row.pk}/").status_code == 404
    assert browse(world, "an").get("/zonderbeke/managementverslag/").status_code == 404
    with pytest.raises(NotAllowed):
        actions.freeze_report(world.actor("bert"), report=row)
    with pytest.raises(Invalid):
        actions.begin_report(
            world.actor("dina"), authority=world.zonderbeke, title="x", first=date(2025, 1, 1), last=date(2026, 1, 1)
        )


def test_the_pages(world: World) -> None:
    dina, today = browse(world, "dina"), clock.today().isoformat()
    made = dina.post("/zonderbeke/managementverslag/nieuw/", {"title": "Herfst", "first": today, "last": today})
    where = made["Location"]
    assert dina.post(f"{where}tekst/level/", {"words": "Beter dan vorig jaar."}).status_code == 302
    assert dina.post(f"{where}tekst/niets/", {"words": "x"}).status_code == 422
    assert "Beter dan vorig jaar." in dina.get(where).content.decode()
    assert dina.get(f"{where}verslag.pdf").content[:5] == b"%PDF-"
    assert dina.post(f"{where}bevriezen/").status_code == 302
    assert "Bevroren op" in browse(world, "bert").get(where).content.decode()
