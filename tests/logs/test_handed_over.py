"""What was consulted stays with who had the account that day, for every question that hangs on it."""

from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pytest
from django.test import Client

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused
from roeland.logs import assembling
from roeland.logs.actions.cases import ask_worker, hand_over, justify
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.runs import enter_paper_run
from roeland.logs.jobs.reviewers import keep_reviewers
from roeland.logs.models import Case, Registration, SampleItem
from roeland.logs.queries import cases, events, staff
from roeland.logs.queries.citizen import looks
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.handed_kit import EVE, HANDED, LAST, MID, account, at, give, handed, made, placed
from tests.logs.months import OCTOBER, case_of, explained, moment, run
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")


@pytest.fixture(autouse=True)
def _staffed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The staff list that was delivered knows the account too, so that what it does by day is explained."""
    monkeypatch.setattr(months, "STAFF", [*months.STAFF, {**months.STAFF[0], "user_id": "kbo02"}])


def test_a_case_names_who_had_the_account_on_its_days(world: World) -> None:
    handed(world)
    run(world)
    an, bert = world.person("an"), world.person("bert")
    assert (case_of(world, 61).person, case_of(world, 62).person, case_of(world, 63).person) == (an, bert, None)
    with scope(world.system, [world.zonderbeke]):
        drawn = SampleItem.objects.filter(user__user_id="kbo02").values_list("at", "person")
    behind = {(clock.local(moment).date() < MID, person) for moment, person in drawn}
    assert behind == {(True, an.pk), (False, bert.pk)}
    dina = world.actor("dina")
    assert ask_worker(dina, case=case_of(world, 62), text="Waarvoor?").person_id == bert.pk
    with pytest.raises(Refused, match="wisselde in deze dagen van hand"):
        ask_worker(dina, case=case_of(world, 63), text="Waarvoor?")
    assert justify(dina, case=case_of(world, 63), reason="Huisbezoek.").state == "justified"


def test_a_case_of_two_says_so_on_its_page_and_in_the_api(world: World, browse: Any) -> None:
    handed(world)
    run(world)
    case, text = case_of(world, 63), "An Peeters tot en met 14/10/2026, Bert Maes vanaf 15/10/2026"
    page = browse("dina").get(f"/zonderbeke/logcontrole/geval/{case.pk}/").content.decode()
    assert text in page
    assert "Account kbo02" in page
    assert "starten/?maand=" not in page  # looking again would not tell who of the two it was
    assert "Gebruiker koppelen" in page
    assert "van hand" not in browse("dina").get(f"/zonderbeke/logcontrole/geval/{case_of(world, 62).pk}/").content.decode()  # fmt: skip
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read"])[1]
    told = Client().get(
        f"/api/v1/authorities/zonderbeke/log-cases/{case.pk}", headers={"Authorization": f"Bearer {token}"}
    )
    assert text in told.json()["hands"]


def test_the_month_of_a_worker_holds_no_consultation_of_the_other(world: World) -> None:
    handed(world)
    run(world)
    for citizen, mine in ((61, {True}), (62, {False}), (63, {True, False})):
        with scope(world.actor("dina"), [world.zonderbeke]):
            case = Case.objects.select_related("run", "user").get(citizen=citizen)
            assert {clock.local(one.at).date() < MID for one in events.of_user_month(case)} == mine


def test_four_eyes_follow_the_day_and_what_may_be_of_two_is_of_both(world: World) -> None:
    handed(world, "dina", "karel")
    one, dina, karel = run(world, "fien"), world.actor("dina"), world.actor("karel")
    reviewers = [case_of(world, citizen).reviewer_id for citizen in (61, 62, 63)]
    assert reviewers == [karel.person_in(one.authority_id), dina.person_in(one.authority_id), world.person("fien").pk]
    for actor, own in ((dina, {61, 63}), (karel, {62, 63})):
        with scope(actor, [world.zonderbeke]):
            assert set(cases.seen(actor, [one.authority_id]).filter(citizen__in={61, 62, 63}).values_list("citizen", flat=True)) == {61, 62, 63} - own  # fmt: skip
            assert cases.counts(actor, one)["own"] == 2
            mine = cases.sample(actor, one).filter(user__user_id="kbo02").values_list("at", flat=True)
            assert {clock.local(moment).date() < MID for moment in mine} == {actor is karel}
        for citizen in own:
            with pytest.raises(Refused, match="eigen raadplegingen"):
                justify(actor, case=case_of(world, citizen), reason="Ik weet het nog.")
    with pytest.raises(Invalid, match="iemand anders"):
        hand_over(world.actor("fien"), case=case_of(world, 63), to=world.person("karel"))
    assert keep_reviewers() == 0
    assert justify(dina, case=case_of(world, 62), reason="Huisbezoek.").state == "justified", "she has it no more"
    assert justify(karel, case=case_of(world, 61), reason="Huisbezoek.").state == "justified", "he had it not yet"


def test_a_tie_of_those_days_that_comes_later_counts_at_once(world: World) -> None:
    months.ready(world, explained(), explained(60, "kbo02"), HANDED)
    made(world)
    run(world)
    give(world, "karel")
    give(world, "an", MID)
    karel = world.actor("karel")
    with pytest.raises(Refused, match="eigen raadplegingen"):
        justify(karel, case=case_of(world, 61), reason="Ik weet het nog.")
    with scope(karel, [world.zonderbeke]):
        assert cases.find(karel, world.zonderbeke, case_of(world, 63).pk) is None
        assert cases.find(karel, world.zonderbeke, case_of(world, 62).pk) is not None
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Case.objects.filter(citizen=61).update(reviewer=world.person("karel"))
    assert keep_reviewers() >= 1
    assert case_of(world, 61).reviewer_id != world.person("karel").pk
    run(world)
    assert case_of(world, 61).person_id == world.person("karel").pk


def test_the_letter_names_the_service_of_who_looked(world: World) -> None:
    placed(world, "an", "Bibliotheek")
    placed(world, "bert", "Onthaal")
    handed(world)
    with scope(world.actor("dina"), [world.zonderbeke]):
        found = looks(world.zonderbeke, 63, OCTOBER, LAST)
    assert {(clock.local(one.at).date() < MID, one.team) for one in found} == {(True, "Bibliotheek"), (False, "Onthaal")}  # fmt: skip


def test_each_reads_what_is_his_and_nothing_of_the_other(world: World, browse: Any) -> None:
    handed(world)
    run(world)
    for citizen in (61, 62, 63):
        justify(world.actor("dina"), case=case_of(world, citizen), reason=f"Reden {citizen}.")
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Registration.objects.update(case=None)  # as after the term
    told = {}
    for name in ("an", "bert"):
        with scope(world.actor(name), [world.zonderbeke]):
            kept = staff.kept(world.actor(name), world.zonderbeke)
        told[name] = [one.reason for one in kept.reasons], len(kept.cases), {clock.local(one.at).date() < MID for one in kept.sample}  # fmt: skip
    assert told == {"an": (["Reden 61."], 1, {True}), "bert": (["Reden 62."], 1, {False})}
    page = browse("bert").get("/zonderbeke/logcontrole/over-mij/").content.decode()
    assert "<code>kbo02</code> sinds 15/10/2026" in page
    assert "<code>kbo02</code> tot en met 14/10/2026" in browse("an").get("/zonderbeke/logcontrole/over-mij/").content.decode()  # fmt: skip


def test_a_line_from_paper_is_of_who_had_the_account_that_day(world: World) -> None:
    months.people(world)
    made(world)
    give(world, "an")
    give(world, "karel", MID)

    def line(day: date, user: str = "kbo02", person: str = "") -> OnPaper:
        return OnPaper(world.person(person) if person else None, moment(day, 10), "RR", right=True, note="", user=user)

    karel = world.actor("karel")
    with pytest.raises(Invalid, match="eigen raadplegingen"):
        enter_paper_run(karel, authority=world.zonderbeke, month=OCTOBER, lines=[line(MID)])
    lines = [line(EVE), line(EVE, "", "an"), line(MID, "", "an")]
    enter_paper_run(karel, authority=world.zonderbeke, month=OCTOBER, lines=lines)
    with scope(world.system, [world.zonderbeke]):
        found = [(row.user.user_id, row.person) for row in SampleItem.objects.order_by("event").select_related("user", "person")]  # fmt: skip
    an = world.person("an")
    assert (found[0], {person for _user, person in found}) == (("kbo02", an), {an})
    assert found[1][0] in {"an", "kbo02"}
    assert found[2][0] == "an", "the account was another's by then"


def test_the_month_before_is_another_workers(world: World) -> None:
    handed(world)
    one = run(world)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        one.pk, one.month = None, date(2026, 11, 1)
        one._state.adding = True
        one.save()
        rest = {"authority": world.zonderbeke, "audience": "ksz_log", "user": account(world), "score": 1, "events": 1}
        when = datetime(2026, 11, 3, 20, tzinfo=UTC)
        for rank, (citizen, name) in enumerate(((61, "bert"), (62, "bert"), (63, "bert"), (63_000, "")), start=1):
            person = world.person(name) if name else None
            Case.objects.create(
                run=one, rank=rank, number=rank, citizen=citizen, person=person, first_at=when, last_at=when, **rest
            )
        Case.objects.filter(citizen=63_000).update(citizen=63, user=account(world, "an"))
        found = Case.objects.filter(run=one).annotate(repeated=cases.repeated(one)).order_by("rank")
        assert [row.repeated for row in found] == [False, True, False, False]
        Case.objects.filter(run=one, citizen=63, person__isnull=False).update(person=None)
        assert [row.repeated for row in found.all()] == [False, True, True, False]


def test_what_the_one_before_did_is_no_habit_of_who_comes_after(world: World) -> None:
    """The history of November is another account as far as An had it; in the month that is looked at an account is what it is called."""
    handed(world)
    november = date(2026, 11, 1)
    months.deliver(world.zonderbeke, [at(date(2026, 11, 5), 62)])
    with assembling.folder(world.zonderbeke, november, date(2026, 11, 30)) as folder, duckdb.connect() as con:
        con.execute("SET TimeZone = 'Europe/Brussels'")
        rows = con.execute(
            f"SELECT DISTINCT user_id, ts::DATE FROM read_parquet('{folder}/consult/*.parquet') ORDER BY 2"
        ).fetchall()
    assert {day < MID for user, day in rows if user == "kbo02 (vorige)"} == {True}
    assert {day >= MID for user, day in rows if user == "kbo02"} == {True}
    with assembling.folder(world.zonderbeke, OCTOBER, LAST) as folder, duckdb.connect() as con:
        names = con.execute(f"SELECT DISTINCT user_id FROM read_parquet('{folder}/consult/*.parquet')").fetchall()
    assert ("kbo02 (vorige)",) not in names
