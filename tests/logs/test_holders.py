"""Whose an account is counts from a day on: how it is said, kept, shown and given to the engine."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.logs import assembling
from roeland.logs.actions.deliveries import forget_consultations
from roeland.logs.actions.users import note_users
from roeland.logs.models import Case, FormerHolder, LogUser, Source
from roeland.logs.queries.holders import Holder, changed, persons, sole
from roeland.logs.values import Kind
from roeland.people.actions import create_token
from roeland.people.models import Absence
from tests.logs import months
from tests.logs.handed_kit import EVE, LAST, MID, account, give, handed, history, made, placed
from tests.logs.months import NOW, OCTOBER
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")


def test_the_first_person_counts_for_all_days_and_who_follows_needs_a_day(world: World) -> None:
    made(world)
    assert give(world, "an").held_from is None
    with pytest.raises(Invalid, match="eerste dag"):
        give(world, "bert")
    with pytest.raises(Invalid, match="nog komen"):
        give(world, "bert", NOW.date() + timedelta(days=1))
    assert give(world, "bert", MID).held_from == MID
    assert history(world) == [("an", None, EVE), ("bert", MID, None)]
    assert give(world, "bert").held_from == MID, "saved again"
    with scope(world.system, [world.zonderbeke]):
        told = LedgerEntry.objects.filter(action="logs:user:tied").latest("idx")
        payload = LedgerPayload.objects.get(tree=told.tree_id, idx=told.idx).payload
    assert b'"held_since":"2026-10-15"' in bytes(payload or b"").replace(b" ", b"")


def test_a_day_that_was_wrong_is_mended(world: World) -> None:
    made(world)
    give(world, "an")
    give(world, "bert", MID)
    give(world, "bert", date(2026, 10, 20))
    assert history(world) == [("an", None, date(2026, 10, 19)), ("bert", date(2026, 10, 20), None)]
    give(world, "bert", date(2026, 10, 10))
    assert history(world) == [("an", None, date(2026, 10, 9)), ("bert", date(2026, 10, 10), None)]
    give(world, "shared", date(2026, 10, 20))
    give(world, "nobody", date(2026, 10, 25))
    assert history(world)[1:] == [
        ("bert", date(2026, 10, 10), date(2026, 10, 19)),
        ("shared", date(2026, 10, 20), date(2026, 10, 24)),
    ]
    with pytest.raises(Invalid, match="eerste dag"):
        give(world, "an")
    give(world, "an", OCTOBER)
    assert history(world) == [("an", None, date(2026, 9, 30)), ("an", OCTOBER, None)]


def test_a_file_does_not_take_back_what_somebody_said_of_its_days(world: World) -> None:
    made(world)
    give(world, "an")
    give(world, "nobody", MID)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        source = Source(authority=world.zonderbeke, audience="ksz_log", kind="staff")
        note_users(source, {"kbo02": OCTOBER}, {"kbo02": ("", world.person("bert").email)})
        assert account(world).person_id is None


def test_nobody_ties_an_account_that_was_his(world: World) -> None:
    months.people(world)
    made(world)
    give(world, "dina", by="karel")
    give(world, "an", MID, by="karel")
    with pytest.raises(Refused, match="eigen account"):
        give(world, "bert", date(2026, 10, 20))


def rows(world: World, begin: date = OCTOBER) -> list[tuple[str | None, date, date | None, bool]]:
    """What the engine is told: service, first day, day after the last, shared."""
    with scope(world.system, [world.zonderbeke]):
        found = [row for row in assembling._staff(world.zonderbeke, begin) if row["user_id"] == "kbo02"]
    days = [(row["team"], row["from_ts"], row["to_ts"], row["shared"]) for row in found]
    return sorted(
        ((team, clock.local(start).date(), end and clock.local(end).date(), shared) for team, start, end, shared in days),
        key=lambda row: row[1],
    )  # fmt: skip


def test_the_engine_reads_the_service_and_the_absence_of_who_had_it(world: World) -> None:
    placed(world, "an", "Bibliotheek")
    placed(world, "bert", "Onthaal")
    made(world)
    give(world, "an")
    give(world, "bert", MID)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        for name in ("an", "bert"):
            Absence.objects.create(
                authority=world.zonderbeke, audience="persons", person=world.person(name),
                start=date(2026, 10, 10), end=date(2026, 10, 20),
            )  # fmt: skip
        away = [(row["from_ts"], row["to_ts"]) for row in assembling._absences(world.zonderbeke)]
    assert rows(world)[-2:] == [
        ("Bibliotheek", date(2026, 1, 1), MID, False),
        ("Onthaal", MID, None, False),
    ]
    first, last = date(2026, 10, 10), date(2026, 10, 20)
    assert [(clock.local(a).date(), clock.local(b).date() - timedelta(days=1)) for a, b in away] == [
        (first, EVE),
        (MID, last),
    ]


def test_what_was_shared_before_the_month_is_shared_no_more(world: World) -> None:
    made(world)
    give(world, "shared")
    give(world, "bert", MID)
    assert {row[3] for row in rows(world)} == {True, False}
    assert {row[3] for row in rows(world, MID)} == {False}


def test_the_own_register_is_a_staff_list_by_who_had_the_accounts_then(world: World) -> None:
    placed(world, "an", "Bibliotheek")
    made(world)
    give(world, "an")
    give(world, "nobody", date(2026, 11, 1))
    assert Kind.STAFF not in assembling.lacking(world.zonderbeke, OCTOBER, LAST)
    assert Kind.STAFF in assembling.lacking(world.zonderbeke, date(2026, 11, 1), date(2026, 11, 30))


def test_who_had_an_account_is_forgotten_with_the_consultations(world: World) -> None:
    handed(world)
    actor = world.system
    with scope(actor, [world.zonderbeke]):
        forget_consultations(actor, authority=world.zonderbeke, before=EVE)
        assert FormerHolder.objects.count() == 1
        forget_consultations(actor, authority=world.zonderbeke, before=date(2026, 10, 20))
        assert FormerHolder.objects.count() == 0


def test_days_of_holders() -> None:
    one, two = Case().pk, LogUser().pk
    found = [Holder(one, shared=False, last=EVE), Holder(two, shared=False, start=MID)]
    assert (sole(found, OCTOBER, EVE), sole(found, MID, LAST), sole(found, EVE, MID)) == (one, two, None)
    assert persons(found, EVE, MID) == {one, two}
    assert [changed(found, *days) for days in ((OCTOBER, EVE), (EVE, MID))] == [False, True]
    gap = [Holder(one, shared=False, start=MID)]
    assert (sole(gap, EVE, MID), changed(gap, EVE, MID), changed(gap, OCTOBER, EVE)) == (None, True, False)


def test_page_and_api_ask_and_tell_the_day(world: World, browse: Any) -> None:
    user, dina = made(world), browse("dina")
    where, an, bert = f"/zonderbeke/logcontrole/gebruikers/{user.pk}/", world.person("an").pk, world.person("bert").pk
    assert dina.post(where, {"person": an, "since": ""}).status_code == 302
    asked = dina.post(where, {"person": bert, "since": ""})
    assert (asked.status_code, "Vul de eerste dag in" in asked.content.decode()) == (422, True)
    assert dina.post(where, {"person": bert, "held_since": "2026-10-15", "since": ""}).status_code == 302
    text = dina.get(where).content.decode()
    assert "Bert Maes sinds 15/10/2026" in text
    assert "An Peeters tot en met 14/10/2026" in text
    assert "sinds 15/10/2026" in dina.get("/zonderbeke/logcontrole/gebruikers/").content.decode()
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read", "write"])[1]
    headers = {"Authorization": f"Bearer {token}"}
    here = f"/api/v1/authorities/zonderbeke/log-users/{user.pk}"
    refused = Client().post(here, {"shared": True}, content_type="application/json", headers=headers)
    assert refused.status_code == 422
    wanted = {"shared": True, "held_since": "2026-10-20"}
    done = Client().post(here, wanted, content_type="application/json", headers=headers).json()
    assert (done["shared"], done["held_from"]) == (True, "2026-10-20")
    assert [(one["person"], one["last"]) for one in done["before"]] == [(str(an), "2026-10-14"), (str(bert), "2026-10-19")]  # fmt: skip
    mine = create_token(world.actor("an"), account=world.accounts["an"], name="t", scopes=["read"])[1]
    kept = Client().get("/api/v1/authorities/zonderbeke/my-log-control", headers={"Authorization": f"Bearer {mine}"})
    assert kept.json()["users"] == [{"user": "kbo02", "start": None, "last": "2026-10-14"}]
