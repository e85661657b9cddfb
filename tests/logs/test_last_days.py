"""The last day of a period belongs to it, as lists of people write it; and one service, or account, is written in more ways."""

from datetime import UTC, datetime
from typing import Any

import pyarrow.parquet as pq
import pytest

from roeland.kernel.scope import scope
from roeland.logs import store
from roeland.logs.actions.runs import start_run
from roeland.logs.models import Delivery
from roeland.logs.queries.terms import erased
from roeland.logs.values import GONE, Kind
from tests.logs import months
from tests.logs.intake_kit import csv, line, number, source, stored, taken
from tests.world import World

pytestmark = pytest.mark.usefixtures("november", "committing")
FIELDS = {"user_id": "wie", "team": "dienst", "from_ts": "van", "to_ts": "tot"}


def listed(world: World, kind: Kind, rows: list[str], head: str, fields: dict[str, str]) -> list[dict[str, Any]]:
    taken(world, source(world, name=kind.value, kind=kind.value, mapping={"fields": fields}), csv(rows, head=head))
    return [row for path in store.dimension_files(world.zonderbeke.pk, kind) for row in pq.read_table(path).to_pylist()]


@pytest.mark.parametrize(
    ("written", "end"),
    [
        ("14/10/2026", datetime(2026, 10, 14, 22, tzinfo=UTC)),
        ("2026-10-14", datetime(2026, 10, 14, 22, tzinfo=UTC)),
        ("25/10/2026", datetime(2026, 10, 25, 23, tzinfo=UTC)),  # a day of 25 hours
        ("14/10/2026 12:30", datetime(2026, 10, 14, 10, 30, tzinfo=UTC)),
        ("14/10/2026 00:00", datetime(2026, 10, 14, 22, tzinfo=UTC)),
        ("2026-10-14T00:00:00Z", datetime(2026, 10, 15, tzinfo=UTC)),
        ("2026-10-13T22:00:00Z", datetime(2026, 10, 14, 22, tzinfo=UTC)),
        ("25/10/2026 0:00:00", datetime(2026, 10, 25, 23, tzinfo=UTC)),
        ("31/12/9999", datetime(9999, 12, 30, 23, tzinfo=UTC)),
        ("", None),
    ],
)
def test_a_last_day_counts_whole_and_a_moment_is_a_moment(world: World, written: str, end: datetime | None) -> None:
    fields = {name: column for name, column in FIELDS.items() if name != "team"}
    (row,) = listed(world, Kind.ABSENCES, [f"an;01/10/2026;{written}"], "wie;van;tot", fields)
    assert row["to_ts"] == end


DAYS = [datetime(2026, 10, 13, 22, tzinfo=UTC), datetime(2026, 10, 14, 22, tzinfo=UTC)]  # midnight, and the whole day


@pytest.mark.parametrize(
    ("rows", "end"),
    [
        (["an;01/10/2026 00:00;14/10/2026 00:00", "bo;05/10/2026 00:00;05/10/2026 00:00"], DAYS[1]),
        (["an;01/10/2026 00:00;14/10/2026 00:00", "bo;05/10/2026 00:00;05/10/2026 12:00"], DAYS[0]),
        (["an;01/10/2026 00:00;14/10/2026 00:00", "bo;05/10/2026 00:00;"], DAYS[1]),
        (["an;01/10/2026 00:00;14/10/2026 00:00", "bo;05/10/2026;06/10/2026"], DAYS[1]),
        (["an;01/10/2026 00:00;14/10/2026 00:00", "an;14/10/2026 00:00;16/10/2026 00:00"], DAYS[0]),
    ],
)
def test_a_column_of_midnights_is_a_column_of_days(world: World, rows: list[str], end: datetime) -> None:
    fields = {name: column for name, column in FIELDS.items() if name != "team"}
    found = listed(world, Kind.ABSENCES, rows, "wie;van;tot", fields)
    assert (found[0]["to_ts"], "whole" in found[0]) == (end, False)
    with scope(world.actor("dina"), [world.zonderbeke]):
        told = [one["text"] for one in Delivery.objects.get().problems]
    assert any("00:00" in text for text in told) == (end == DAYS[1])


def test_who_works_on_his_last_day_did_not_leave(world: World) -> None:
    months.people(world)
    rows = [line(n, day=30, hour="10:00", citizen=number(7)) for n in range(1, 5)]
    taken(world, source(world), csv(rows))
    listed(world, Kind.STAFF, ["an;Sociale Dienst;01/01/2020;30/10/2026"], "wie;dienst;van;tot", FIELDS)
    run = start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)
    assert run.summary["flags"]["after-leaving"] == 0


def test_a_dossier_of_the_service_explains_however_another_list_writes_it(world: World) -> None:
    months.people(world)
    taken(world, source(world), csv([line(n, day=6, hour="10:00", citizen=number(7)) for n in range(1, 5)]))
    listed(world, Kind.STAFF, ["an;Sociale Dienst;01/01/2020;"], "wie;dienst;van;tot", FIELDS)
    dossier = {"citizen": "wie", "team": "dienst", "opened": "op"}
    listed(world, Kind.DOSSIERS, [f"{number(7)};sociale dienst;01/01/2026"], "wie;dienst;op", dossier)
    run = start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)
    assert (run.events, run.explained) == (4, 4)


def test_an_account_is_one_account_however_its_letters_are_made(world: World) -> None:
    """A Mac writes é as two letters, and what is copied from a page brings marks of no width: nobody would see why the account is unknown."""
    months.people(world)
    rows = [
        line(n, day=6, hour=f"10:0{n}", user=user, citizen=number(7), service=service)
        for n, (user, service) in enumerate(
            [("Ren\u00e9", "Priv\u00e9"), ("Rene\u0301", "Prive\u0301"), ("\ufeffRen\u00e9\u200b", "Priv\u00e9\u200e")]
        )
    ]
    listed(world, Kind.STAFF, ["RENE\u0301;Loket;01/01/2020;"], "wie;dienst;van;tot", FIELDS)
    where = source(world)
    assert list(taken(world, where, csv(rows)).found.users) == ["REN\u00c9"]
    assert {row["service"] for row in stored(where)} == {"Priv\u00e9"}


def test_an_account_that_is_called_as_who_was_erased_is_not_taken_for_him(world: World) -> None:
    """Else its control would be taken for one past its term: nobody could judge it or look again."""
    months.people(world)
    rows = [line(n, day=6, hour=f"10:0{n}", user=user, citizen=number(7)) for n, user in enumerate((GONE, "Gewist"))]
    found = taken(world, source(world), csv(rows)).found.users
    assert not any(name.casefold() == GONE for name in found)
    run = start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)
    with scope(world.actor("dina"), [world.zonderbeke]):
        assert not erased(run)


def test_an_account_is_one_account_however_it_is_written(world: World) -> None:
    months.people(world)
    where = source(world)
    rows = [line(n, day=6, hour=f"10:0{n}", user=user, citizen=number(7)) for n, user in enumerate(("AN", "An", "bo"))]
    listed(world, Kind.STAFF, ["an;Loket;01/01/2020;", "Bo;Loket;01/01/2020;"], "wie;dienst;van;tot", FIELDS)
    done = taken(world, where, csv(rows))
    assert (done.found.rows, list(done.found.users)) == (3, ["Bo", "an"])
    taken(
        world, where, csv([line(9, day=7, user="BO"), line(10, day=7, user="Cy"), line(11, day=7, user="cy")]), "b.csv"
    )
    assert sorted(row["user_id"] for row in stored(where)) == ["Bo", "Bo", "Cy", "Cy", "an", "an"]
    run = start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)
    assert run.summary["flags"]["unknown-user"] == 2
