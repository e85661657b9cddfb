"""A month that was controlled from paper, and whose file came at last: two controls of which one counts."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs import offers
from roeland.logs.actions.deliveries import used
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.runs import close_run, enter_paper_run
from roeland.logs.models import Delivery, Run
from roeland.logs.queries import citizen, figures, records, runs
from roeland.logs.values import RunState, Scope
from tests.logs import months
from tests.logs.months import NOW, OCTOBER, explained, judge_all, run
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")
BASE = "/zonderbeke/logcontrole/"


def on_paper(world: World, *, closed: bool = True) -> Run:
    months.people(world)
    line = OnPaper(world.person("an"), months.moment(OCTOBER, 10), "RR", right=False, note="Geen dossier gevonden.")
    dina = world.actor("dina")
    made = enter_paper_run(dina, authority=world.zonderbeke, month=OCTOBER, lines=[line])
    return close_run(dina, run=made, conclusion="Eén zonder reden.", spent=20) if closed else made


def by_file(world: World, *, closed: bool = True) -> Run:
    months.deliver(world.zonderbeke, explained())
    made = run(world)
    if not closed:
        return made
    judge_all(world, made)
    return close_run(world.actor("dina"), run=made, conclusion="Alles verklaard.", spent=25)


def told(world: World, as_of: datetime = NOW) -> list[tuple[int, bool]]:
    """(consultations, full) of each control of the year that counts."""
    with scope(world.system, [world.zonderbeke]):
        found = figures.of_year(world.zonderbeke, date(2026, 1, 1), date(2026, 12, 31), as_of)
    return [(one.events, one.full) for one in found]


def test_the_control_of_the_file_begins_when_the_one_from_paper_is_closed(world: World) -> None:
    paper = on_paper(world)
    with scope(world.system, [world.zonderbeke]):
        assert runs.states(world.zonderbeke) == {OCTOBER: RunState.CLOSED}  # without a file there is nothing to begin
    made = by_file(world)
    assert (made.pk != paper.pk, made.by_hand, made.events) == (True, False, 60)
    with scope(world.system, [world.zonderbeke]):
        assert [row.key for row in runs.listed([world.zonderbeke.pk])] == ["2026-10", "2026-10-papier"]
        kept = Run.objects.get(pk=paper.pk)
        assert runs.of_month(world.zonderbeke, OCTOBER) == made
        assert runs.of_month(world.zonderbeke, OCTOBER, by_hand=True) == paper
    assert (kept.state, kept.scope, kept.conclusion, kept.events) == ("closed", Scope.LIMITED, "Eén zonder reden.", 1)
    with pytest.raises(Refused, match="afgesloten"):
        run(world)
    with pytest.raises(Refused, match="al een controle"):
        on_paper_again(world)


def on_paper_again(world: World) -> None:
    line = OnPaper(world.person("an"), months.moment(OCTOBER, 10), "RR", right=True, note="")
    enter_paper_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER, lines=[line])


def test_a_control_from_paper_that_runs_is_closed_first(world: World) -> None:
    on_paper(world, closed=False)
    with pytest.raises(Refused, match="Sluit die eerst af"):
        by_file(world)


def test_a_month_counts_once_in_the_figures(world: World) -> None:
    on_paper(world)
    assert told(world) == [(1, False)]
    with clock.at(datetime(2026, 11, 20, 9, tzinfo=UTC)):
        going = by_file(world, closed=False)
        later = clock.now()
        assert told(world, later) == [(1, False)]  # until the other one is closed
        judge_all(world, going)
        close_run(world.actor("dina"), run=going, conclusion="Alles verklaard.", spent=25)
        assert told(world, later) == [(60, True)]
        assert told(world, NOW) == [(1, False)]  # what stood then stays so
        dina = world.actor("dina")
        with scope(dina, [world.zonderbeke]):
            (topic,) = offers.topics(dina, world.zonderbeke.pk, date(2026, 11, 1), date(2026, 11, 30))
            (point,) = offers.agenda(dina, world.zonderbeke.pk, "security_service", None)
            assert runs.claim(world.zonderbeke, OCTOBER).checked == 50
    assert topic.sentence.startswith("Eén controle")
    assert [line.url for line in (*topic.lines, *point.lines)] == [f"{BASE}verslagen/2026-10/"] * 2


def test_the_evidence_points_at_the_control_that_it_is(world: World) -> None:
    paper, made = on_paper(world), by_file(world)
    with scope(world.system, [world.zonderbeke]):
        found = [records.find(world.zonderbeke.pk, one.pk) for one in (paper, made)]
    assert [one.url for one in found if one] == [f"{BASE}2026-10-papier/", f"{BASE}2026-10/"]


def test_the_pages_say_which_counts(world: World) -> None:
    on_paper(world)
    client = Client()
    log_in(client, world.accounts["dina"])

    def page(address: str) -> str:
        answer = client.get(BASE + address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    assert "Het logbestand van deze maand is er nu" not in page("2026-10/")
    months.deliver(world.zonderbeke, explained())
    assert "Het logbestand van deze maand is er nu" in page("2026-10/")
    assert 'value="2026-10"' in page("starten/")
    made = run(world)
    assert "telt de steekproef op papier, tot je deze controle afsluit" in page("2026-10/")
    assert "telt deze controle" in page("2026-10-papier/")
    judge_all(world, made)
    close_run(world.actor("dina"), run=made, conclusion="Alles verklaard.", spent=25)
    for address in ("2026-10/", "verslagen/2026-10/"):
        assert "Van deze maand is er ook een steekproef op papier. Die blijft als bewijs. In de cijfers" in page(
            address
        )
    for address in ("2026-10-papier/", "verslagen/2026-10-papier/"):
        assert "telt de controle van het logbestand" in page(address)
    assert "Geen dossier gevonden." in page("2026-10-papier/steekproef/")
    assert "Geen dossier gevonden." not in page("2026-10/steekproef/")
    listed = page("")
    assert f'href="{BASE}2026-10/"' in listed
    assert f'href="{BASE}2026-10-papier/"' in listed
    assert "Oktober 2026, steekproef op papier" in listed
    assert "Oktober 2026, steekproef op papier" in page("verslagen/")
    assert client.get(BASE + "verslagen/2026-10-papier/pdf/").status_code == 200
    assert client.get(BASE + "2026-09-papier/").status_code == 404


def test_a_control_from_paper_holds_no_file(world: World) -> None:
    on_paper(world)
    row = Delivery(
        authority=world.zonderbeke, first_on=date(2026, 9, 30), last_on=date(2026, 11, 2), received_at=datetime(2026, 11, 1, tzinfo=UTC)
    )  # fmt: skip
    with scope(world.system, [world.zonderbeke]):
        assert not used(row)
    by_file(world)
    with scope(world.system, [world.zonderbeke]):
        assert used(row)


def test_a_consultation_on_paper_and_in_the_file_is_told_once() -> None:
    at, later = months.moment(OCTOBER, 10), months.moment(OCTOBER, 11)
    wrong, right = (citizen.Look(at, "RR", "", words, words == "ja") for words in ("nee", "ja"))
    unread = citizen.Look(at.replace(second=17), "RR", "", "nog niet", None)
    assert citizen._once([unread], [right]) == [right]
    assert citizen._once([replace(right, at=unread.at)], [wrong]) == [wrong]
    assert citizen._once([wrong], [right]) == [wrong]
    assert citizen._once([unread], [replace(right, at=later)]) == [unread, replace(right, at=later)]


def test_a_citizen_is_not_told_that_paper_controlled_the_file(world: World) -> None:
    on_paper(world)
    months.deliver(world.zonderbeke, explained(1))
    with scope(world.actor("dina"), [world.zonderbeke]):
        (look,) = citizen.looks(world.zonderbeke, 100, OCTOBER, date(2026, 10, 31))
    assert look.why == "De controle van deze maand gebeurde nog niet."
