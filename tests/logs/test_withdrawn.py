"""A control that runs does not close on what was withdrawn since it looked: it looks again first."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs import offers
from roeland.logs.actions.cases import StandingRule, justify, make_incident
from roeland.logs.actions.deliveries import undo_delivery
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.reopening import reopen_case
from roeland.logs.actions.runs import close_run, enter_paper_run
from roeland.logs.models import Case, Delivery, Run, Source
from roeland.logs.queries import figures
from roeland.logs.queries.staleness import stale, to_look_again
from roeland.logs.report_words import AFTER, blocks_of
from roeland.people.actions import create_token
from tests.logs import intake_kit, months
from tests.logs.months import NOW, OCTOBER, case_of, explained, judge_all, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

HOUR = timedelta(hours=1)
WHY = "Die permanentie bestaat niet meer."


def at(hours: int) -> Any:
    return clock.at(NOW + hours * HOUR)


def read_a_rule(world: World, how: str = "standing") -> Run:
    """A control that looked again after a reason was registered in it, so that it read that reason."""
    months.ready(world, explained(), strange("an", 51), strange("an", 53), an="an")
    run(world)
    rule = StandingRule("RR", OCTOBER, OCTOBER.replace(month=12)) if how == "standing" else None
    justify(world.actor("dina"), case=case_of(world, 51), reason="Permanentie.", how=how, standing=rule)
    with at(1):
        return run(world)


def sentence(world: World, one: Run) -> str:
    with scope(world.system, [world.zonderbeke]):
        return stale(Run.objects.filter(pk=one.pk)).get(one.pk, "")


@pytest.mark.parametrize(("how", "words"), [("standing", "een vaste regel"), ("user", "een geregistreerde reden")])
def test_a_control_that_read_what_was_withdrawn_looks_again_before_it_closes(
    world: World, how: str, words: str
) -> None:
    one, dina = read_a_rule(world, how), world.actor("dina")
    before = one.by_decision
    assert before > 0
    assert sentence(world, one) == ""
    with at(2):
        reopen_case(dina, case=case_of(world, 51), reason=WHY)
    assert sentence(world, one) == f"Sinds deze controle keek, is {words} ingetrokken. Kijk eerst opnieuw na."
    with at(3), pytest.raises(Refused, match=f"is {words} ingetrokken. Kijk eerst opnieuw na."):
        close_run(dina, run=one, conclusion="Klaar.", spent=30)
    with at(4):
        again = run(world)
        assert (sentence(world, again), again.by_decision < before) == ("", True)
        with scope(world.system, [world.zonderbeke]):
            open_cases = list(Case.objects.filter(run=again, state="open").select_related("run", "authority"))
        for case in open_cases:
            justify(dina, case=case, reason="Huisbezoek.")
        judge_all(world, again)
        assert close_run(dina, run=again, conclusion="Klaar.", spent=30).state == "closed"


def test_what_a_control_did_not_read_makes_it_no_older(world: World) -> None:
    months.ready(world, explained(), strange("an", 51), an="an")
    one, dina = run(world), world.actor("dina")
    with at(1):
        justify(dina, case=case_of(world, 51), reason="Huisbezoek.")
    with at(2):
        reopen_case(dina, case=case_of(world, 51), reason=WHY)
    assert sentence(world, one) == ""


def test_a_rule_for_other_days_makes_it_no_older(world: World) -> None:
    months.ready(world, explained(), strange("an", 51), an="an")
    one, dina = run(world), world.actor("dina")
    rule = StandingRule("RR", date(2026, 11, 1), date(2026, 12, 31))
    justify(dina, case=case_of(world, 51), reason="Permanentie.", how="standing", standing=rule)
    with at(1):
        run(world)
    with at(2):
        reopen_case(dina, case=case_of(world, 51), reason=WHY)
    assert sentence(world, one) == ""


def delivered(world: World, kind: str, first: date | None, last: date | None) -> Delivery:
    base: dict[str, Any] = {"authority": world.zonderbeke, "audience": "ksz_log"}
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        source = Source.objects.create(**base, name=f"bron {kind}", kind=kind, format="csv", made_at=NOW)
        found: Delivery = Delivery.objects.create(
            **base, id=UUID(int=88), source=source, file_name="x.csv", sha256="0" * 64, state="read", received_at=NOW - HOUR,
            first_on=first, last_on=last,
        )  # fmt: skip
    return found


@pytest.mark.parametrize(
    ("kind", "first", "last", "told"),
    [
        ("dossiers", None, None, True),
        ("consult", OCTOBER, OCTOBER, True),
        ("consult", date(2026, 9, 1), date(2026, 9, 30), False),
    ],
)
def test_a_file_that_is_taken_out_makes_it_look_again(
    world: World, kind: str, first: date | None, last: date | None, told: bool
) -> None:
    months.ready(world, explained(), an="an")
    one, dina = run(world), world.actor("dina")
    row = delivered(world, kind, first, last)
    with at(1), scope(dina, [world.zonderbeke]):
        undo_delivery(dina, delivery=row, reason="Verkeerd bestand.")
    said = "Sinds deze controle keek, is een bestand weer weggehaald. Kijk eerst opnieuw na."
    assert sentence(world, one) == (said if told else "")


@pytest.mark.usefixtures("committing")
def test_consultations_that_come_after_the_look_are_looked_at_before_it_closes(world: World, browse: Any) -> None:
    """Else half a month could come in later, and the control would say that it saw everything."""
    months.ready(world, explained(), an="an")
    one, dina, where = run(world), world.actor("dina"), intake_kit.source(world)
    judge_all(world, one)
    with at(1):
        intake_kit.taken(world, where, intake_kit.csv([intake_kit.line(1).replace("/10/", "/09/")]), "september.csv")
        assert sentence(world, one) == ""
        late = [intake_kit.line(n, day=n, hour="22:00", citizen=intake_kit.number(7)) for n in range(1, 9)]
        assert intake_kit.taken(world, where, intake_kit.csv(late)).found.rows == 8
    assert sentence(world, one) == "Sinds deze controle keek, kwam er een bestand bij. Kijk eerst opnieuw na."
    with at(2), pytest.raises(Refused, match="kwam er een bestand bij"):
        close_run(dina, run=one, conclusion="Alles nagekeken.", spent=30)
    with at(3):
        again = run(world)
        assert (again.events, sentence(world, again)) == (one.events + 8, "")
        decide(world, again)
        close_run(dina, run=again, conclusion="Alles nagekeken.", spent=30)
    with at(4):
        more = intake_kit.taken(world, where, intake_kit.csv([intake_kit.line(20), intake_kit.line(21)]), "nog.csv")
    told = [line["text"] for line in more.found.gaps if line["kind"] == "late"]
    assert told == ["2 raadplegingen na het afsluiten van oktober 2026, geen controle kijkt daar nog naar"]
    assert after_closing(world, one, 4) == (2, 2, "minder dan 5", ["2 raadplegingen van oktober 2026 na het afsluiten"])
    assert after_closing(world, one, 24 * 40)[3] == []
    with at(5):  # the same under another source is no other consultation
        rows = [intake_kit.line(21), *(intake_kit.line(one, day=one) for one in range(22, 26))]
        intake_kit.taken(world, intake_kit.source(world, name="Nog eens"), intake_kit.csv(rows), "nog-eens.csv")
    assert after_closing(world, one, 5)[:3] == (6, 6, "6")
    page = browse("dina").get("/zonderbeke/logcontrole/2026-10/").content.decode()
    assert "Na het afsluiten kwamen er nog 6 raadplegingen bij. Die zijn niet nagekeken." in page
    with at(6), scope(dina, [world.zonderbeke]):
        undo_delivery(dina, delivery=more.delivery, reason="Dubbel.")
    assert after_closing(world, one, 6)[0] == 4


def after_closing(world: World, one: Run, hours: int) -> tuple[int, int, str, list[str]]:
    """In the report of the month, in that of the year, in words, and on Vandaag, so many hours later."""
    dina = world.actor("dina")
    with at(hours), scope(dina, [world.zonderbeke]):
        found = figures.month(Run.objects.get(pk=one.pk))
        said = dict(line for _heading, lines in blocks_of(found) for line in lines)[AFTER]
        lines = [row.title for row in offers.today(dina, [world.zonderbeke.pk])]
        with scope(world.system, [world.zonderbeke]):
            [year] = figures.of_year(world.zonderbeke, date(2026, 1, 1), date(2026, 12, 31), clock.now())
    told = [title.removeprefix("Logcontrole: ") for title in lines if "na het afsluiten" in title]
    return found.after, year.after, said, told


def decide(world: World, one: Run) -> None:
    """What is shown is an incident."""
    with scope(world.actor("dina"), [world.zonderbeke]):
        for case in Case.objects.filter(run=one, state="open").select_related("run", "authority"):
            make_incident(world.actor("dina"), case=case, reason="Zie het dossier.")


def test_nobody_is_asked_to_look_again_past_the_term(world: World) -> None:
    one = read_a_rule(world)
    with at(2):
        reopen_case(world.actor("dina"), case=case_of(world, 51), reason=WHY)
    with scope(world.system, [world.zonderbeke]):
        one.refresh_from_db()
        assert to_look_again(one)
        with clock.at(datetime(2029, 1, 1, 9, tzinfo=NOW.tzinfo)):
            assert to_look_again(one) == ""


def test_the_pages_and_the_api_say_so(world: World, browse: Any) -> None:
    one = read_a_rule(world)
    with at(2):
        reopen_case(world.actor("dina"), case=case_of(world, 51), reason=WHY)
        dina: Client = browse("dina")
        text = dina.get("/zonderbeke/logcontrole/2026-10/").content.decode()
        assert "is een vaste regel ingetrokken. Kijk eerst opnieuw na." in text
        assert "kijk eerst opnieuw na" in text
        assert "afsluiten/" not in text
        assert "Opnieuw na te kijken" in dina.get("/zonderbeke/logcontrole/").content.decode()
        assert "Kijk eerst opnieuw na" in dina.get("/zonderbeke/logcontrole/2026-10/afsluiten/").content.decode()
        token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read"])[1]
        bearer = {"Authorization": f"Bearer {token}"}
        base = "/api/v1/authorities/zonderbeke/log-runs"
        told = Client().get(f"{base}/{one.pk}", headers=bearer).json()["stale"]
        listed = Client().get(base, headers=bearer).json()["items"][0]["stale"]
    assert told == listed == "Sinds deze controle keek, is een vaste regel ingetrokken. Kijk eerst opnieuw na."


def test_a_sample_on_paper_read_no_file_and_looks_at_none_again(world: World) -> None:
    months.people(world)
    dina = world.actor("dina")
    line = OnPaper(world.person("an"), months.moment(OCTOBER, 10), "RR", right=True, note="")
    one = enter_paper_run(dina, authority=world.zonderbeke, month=OCTOBER, lines=[line])
    row = delivered(world, "dossiers", None, None)
    with at(1), scope(dina, [world.zonderbeke]):
        undo_delivery(dina, delivery=row, reason="Verkeerd bestand.")
    assert sentence(world, one) == ""
    with at(2):
        close_run(dina, run=one, conclusion="Alles klopt.", spent=20)
