"""A newer staff list without those who left, and accounts that no list names: what Roeland knows itself still counts."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pyarrow.parquet as pq
import pytest

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.logs import assembling, intake, store
from roeland.logs.actions.sources import end_source
from roeland.logs.actions.users import tie_user
from roeland.logs.models import LogUser
from roeland.logs.values import Kind
from roeland.people.models import Person
from tests.logs import months
from tests.logs.intake_kit import csv, source, taken
from tests.logs.months import NOW, OCTOBER, case_of, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

LAST = date(2026, 10, 31)
START = datetime(2024, 1, 1, tzinfo=UTC)


def newer(world: World, *names: str) -> None:
    """A staff list that came after the first one."""
    with clock.at(NOW + timedelta(minutes=1)):
        rows = [{"user_id": name, "team": "sociale dienst", "from_ts": START} for name in names]
        months.put(world.zonderbeke, Kind.STAFF, {"list": rows})


def told(world: World, user: str) -> list[tuple[str | None, date | None, bool | None]]:
    """What the engine is told of an account: service, day after the last, shared."""
    with assembling.folder(world.zonderbeke, OCTOBER, LAST) as made:
        rows: list[dict[str, Any]] = [
            row for path in (made / "staff").glob("*") for row in pq.read_table(path).to_pylist()
        ]
    mine = [row for row in rows if row["user_id"] == user]
    return [(one["team"], one["to_ts"] and clock.local(one["to_ts"]).date(), one["shared"]) for one in mine]


def flags(world: World, citizen: int) -> set[str]:
    return {one["flag"] for one in case_of(world, citizen).reasons}


def left(world: World, who: str, day: date) -> None:
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Person.objects.filter(pk=world.person(who).pk).update(left_on=day)


def test_who_left_and_is_in_no_list_any_more_is_known_until_his_last_day(world: World) -> None:
    months.ready(world, strange("an", 51))
    newer(world, "bo", "dina")
    run(world)
    assert "unknown-user" in flags(world, 51), "he works here, and the list does not say so"
    left(world, "an", LAST)
    run(world)
    assert "unknown-user" not in flags(world, 51)
    assert told(world, "an") == [("sociale dienst", LAST + timedelta(days=1), False)]
    left(world, "an", date(2026, 9, 30))
    run(world)
    assert "after-leaving" in flags(world, 51), "after his last day it is no unknown account, but one of who left"


def test_a_shared_account_that_no_list_names_is_known(world: World) -> None:
    months.ready(world, strange("loket", 51))
    run(world)
    assert "unknown-user" in flags(world, 51)
    with scope(world.system, [world.zonderbeke]):
        counter = LogUser.objects.get(user_id="loket")
    tie_user(world.actor("dina"), user=counter, person=None, shared=True, team="Onthaal", since=OCTOBER)
    run(world)
    assert "unknown-user" not in flags(world, 51)
    assert ("Onthaal", None, True) in told(world, "loket")


def test_what_a_list_says_of_an_account_stands(world: World) -> None:
    months.ready(world, strange("an", 51))
    left(world, "an", date(2026, 9, 30))
    assert told(world, "an") == [("sociale dienst", None, None)]


FIELDS = {"user_id": {"from": ["Wie"]}, "from_ts": {"from": ["Van"]}}


def lists(*names: str) -> bytes:
    return csv([f"{name};01/01/2024" for name in names], head="Wie;Van")


def test_the_import_tells_what_a_newer_list_lacks(world: World, browse: Any) -> None:
    months.people(world)
    months.deliver(world.zonderbeke, [*strange("an", 51), *strange("bo", 52)], staff=False)
    staff = source(world, name="Staf", kind="staff", mapping={"fields": FIELDS})
    assert not taken(world, staff, lists("an", "bo", "cy", "dina")).found.gaps, "there was none before"
    tried = intake.try_out(world.actor("dina"), staff, BytesIO(lists("dina")), "n.csv")
    [line] = tried.found.gaps
    assert line["text"].startswith(
        "3 accounts van de vorige lijst ontbreken, waarvan 2 raadpleegden in een maand die nog"
    )
    left(world, "an", LAST)
    done = taken(world, staff, lists("DINA"))
    [line] = done.found.gaps
    assert line["text"].startswith(
        "2 accounts van de vorige lijst ontbreken, waarvan 1 raadpleegde in een maand die nog"
    )
    assert done.delivery is not None
    page = browse("dina").get(f"/zonderbeke/logcontrole/bestanden/{done.delivery.pk}/").content.decode()
    assert line["text"] in page
    assert "bo" not in line["text"].split()


def test_what_another_list_names_does_not_lack(world: World) -> None:
    months.people(world)
    old = source(world, name="Oud", kind="staff", mapping={"fields": FIELDS})
    taken(world, old, lists("an", "bo"))
    beside = source(world, name="OCMW", kind="staff", mapping={"fields": FIELDS})
    assert not taken(world, beside, lists("an", "dina")).found.gaps, "the other list counts still"
    [line] = taken(world, old, lists("cy")).found.gaps
    assert line["count"] == 1, "bo; an stands in the other one"
    adding = source(world, name="Los", kind="staff", mapping={"fields": FIELDS, "adds": True})
    taken(world, adding, lists("ed"))
    assert not taken(world, adding, lists("flo")).found.gaps, "what adds replaces nothing"


def test_a_list_that_takes_over_from_an_ended_source_lacks_what_that_one_named(world: World) -> None:
    months.people(world)
    old = source(world, name="Oud", kind="staff", mapping={"fields": FIELDS})
    taken(world, old, lists("an", "bo"))
    end_source(world.actor("dina"), source=old, reason="Andere leverancier.")
    new = source(world, name="Nieuw", kind="staff", mapping={"fields": FIELDS})
    [line] = taken(world, new, lists("an")).found.gaps
    assert line["count"] == 1
    assert "waarvan er geen enkel raadpleegde in een maand" in line["text"]


def shared(world: World, user: str) -> set[bool | None]:
    return {one[2] for one in told(world, user)}


@pytest.mark.parametrize(
    ("said", "column", "read"), [("", True, True), ("", False, True), ("nee", True, False), ("ja", True, True)]
)
def test_what_a_person_said_is_shared_counts_unless_the_list_says_otherwise(
    world: World, said: str, column: bool, read: bool
) -> None:
    months.people(world)
    months.deliver(world.zonderbeke, [*strange("loket", 51), *strange("an", 52)], staff=False)
    fields = {**FIELDS, **({"shared": {"from": ["Gedeeld"]}} if column else {})}
    staff = source(world, name="Staf", kind="staff", mapping={"fields": fields})
    taken(world, staff, csv([f"loket;01/01/2024;{said}", "an;01/01/2024;"], head="Wie;Van;Gedeeld"))
    run(world)
    with scope(world.system, [world.zonderbeke]):
        counter = LogUser.objects.get(user_id="loket")
    assert shared(world, "loket") == {{"": None, "nee": False, "ja": True}[said]}
    tie_user(world.actor("dina"), user=counter, person=None, shared=True, team="Onthaal", since=OCTOBER)
    assert shared(world, "loket") == {read}
    assert shared(world, "an") == {None}
    stored = [
        one
        for path in store.dimension_files(world.zonderbeke.pk, Kind.STAFF)
        for one in pq.read_table(path)["shared"].to_pylist()
    ]
    assert True not in stored or said == "ja", "what was delivered stays as it was"


def test_an_account_that_was_shared_only_before_is_not_shared(world: World) -> None:
    months.ready(world, strange("bo", 51))
    run(world)
    with scope(world.system, [world.zonderbeke]):
        account = LogUser.objects.get(user_id="bo")
    dina = world.actor("dina")
    tie_user(dina, user=account, person=None, shared=True, team="Onthaal", since=date(2026, 8, 1))
    assert shared(world, "bo") == {True}
    with scope(world.system, [world.zonderbeke]):
        account.refresh_from_db()
    tie_user(dina, user=account, person=world.person("bert"), shared=False, held_since=OCTOBER)
    assert shared(world, "bo") == {None}
